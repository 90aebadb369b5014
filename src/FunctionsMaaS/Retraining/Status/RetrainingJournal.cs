using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Retraining.Status;

/// <summary>
/// Where a run says what it does, and anybody learns it: <c>models/&lt;name&gt;/retraining/state.json</c>, changed by compare-and-swap.
/// Thread-safe.
/// </summary>
public sealed class RetrainingJournal(IObjectStore store, TimeProvider time, ILogger<RetrainingJournal> logger)
{
    private const int Attempts = 5;

    /// <summary>Reads what is known of a model's retraining.</summary>
    /// <param name="model">The model; it need not exist.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public async Task<RetrainingState> ReadAsync(string model, CancellationToken cancellationToken = default) =>
        (await LoadAsync(KeyOf(model), cancellationToken)).State.At(time.GetUtcNow());

    /// <summary>Begins a run. Whoever calls holds the lock on retraining, so a run that is still said to be on was interrupted.</summary>
    internal async Task<JournaledRun> BeginAsync(string model, string startedBy, IProgress<TrainingProgress>? observer, CancellationToken cancellationToken)
    {
        var key = KeyOf(model);
        var now = time.GetUtcNow().ToUniversalTime();
        var run = new RetrainingRun { Id = Guid.NewGuid(), StartedBy = startedBy, Started = now, Heartbeat = now };
        // More than once only if somebody who lost the lock has not noticed yet.
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (state, etag) = await LoadAsync(key, cancellationToken);
            var last = state.Interrupt().Last;
            if (await TryWriteAsync(key, new(run, last), etag, cancellationToken) is { } written)
                return new(this, key, run, last, written, time, logger) { Observer = observer };
        }
        throw new RegistryUnavailableException($"The state of retraining {model} in {store.Description} is changed by somebody else again and again.");
    }

    /// <summary>Writes the state of a run that goes on or has ended, unless somebody else's run is there.</summary>
    /// <returns>The new ETag; <see langword="null"/> if the state is somebody else's now.</returns>
    internal async Task<string?> UpdateAsync(ObjectKey key, Guid run, RetrainingState state, string etag, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(key, state, etag, cancellationToken) is { } written)
            return written;
        // An earlier write may have come about though its answer was lost.
        var (there, current) = await LoadAsync(key, cancellationToken);
        return there.Current?.Id == run ? await TryWriteAsync(key, state, current, cancellationToken)
            : there.Last?.Id == run && state.Current is null ? current
            : null;
    }

    private static ObjectKey KeyOf(string model) => ObjectKey.Of("models", ModelReference.EnsureName(model, "model name"), "retraining", "state.json");

    private async Task<(RetrainingState State, string? ETag)> LoadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(key, null, RetrainingStateDocument.MaxBytes, cancellationToken);
        return stored.Status == StoredObjectStatus.Found ? (RetrainingStateDocument.Read(stored.Content.Span), stored.ETag) : (RetrainingState.None, null);
    }

    private Task<string?> TryWriteAsync(ObjectKey key, RetrainingState state, string? etag, CancellationToken cancellationToken) =>
        store.SwapAsync(key, RetrainingStateDocument.Write(state), etag, cancellationToken);
}
