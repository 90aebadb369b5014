using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsMaaS.Registry;

/// <summary>Finds out who sent which feedback, and removes a batch of it. Never shows a text. Thread-safe.</summary>
/// <param name="registry">Has the ledger that a removal is written to.</param>
/// <param name="store">The feedback.</param>
/// <param name="logger">Told of removals.</param>
public sealed class FeedbackReview(ModelRegistry registry, FeedbackStore store, ILogger<FeedbackReview>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<FeedbackReview>.Instance;

    /// <summary>Counts the examples of a model by key and label.</summary>
    /// <param name="model">The model.</param>
    /// <param name="filter">Which examples.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The keys that sent any, in ordinal order.</returns>
    /// <exception cref="RegistryUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<FeedbackContributor>> SummarizeAsync(string model, FeedbackFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var sent = new List<(string Key, string Label, DateTimeOffset Received)>();
        await foreach (var entry in store.ReadFeedbackAsync(model, cancellationToken: cancellationToken))
        {
            if (filter.Takes(entry))
                sent.Add((entry.Example.KeyId ?? FeedbackFilter.NoKey, entry.Example.Label, entry.Received));
        }
        return [.. sent.GroupBy(s => s.Key).OrderBy(s => s.Key, StringComparer.Ordinal).Select(key => new FeedbackContributor(
            key.Key, key.Count(), key.Min(s => s.Received), key.Max(s => s.Received),
            new SortedDictionary<string, int>(key.CountBy(s => s.Label).ToDictionary(), StringComparer.Ordinal)))];
    }

    /// <summary>The labels of the champion; <see langword="null"/> without one. Feedback with others is kept out of training until the dataset has them.</summary>
    /// <param name="model">The model; it need not exist.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Packaging.ModelPackageException">The alias or the champion's manifest is damaged.</exception>
    /// <exception cref="RegistryUnavailableException">The storage cannot be reached.</exception>
    public async Task<IReadOnlyList<string>?> KnownLabelsAsync(string model, CancellationToken cancellationToken = default) =>
        await registry.FindAliasAsync(model, ModelReference.Champion, cancellationToken) is { } champion
            ? (await registry.GetManifestAsync(model, champion.Version, cancellationToken)).Labels
            : null;

    /// <summary>
    /// Removes examples, so that no further retraining learns from them; versions that did stay as they are. The ledger is told first. If the
    /// call is interrupted, some may be left: call it again.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="filter">Which examples.</param>
    /// <param name="note">Who removes them, and why.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many were removed; others may have removed some of them meanwhile.</returns>
    /// <exception cref="RegistryUnavailableException">The storage cannot be reached.</exception>
    public async Task<int> RemoveAsync(string model, FeedbackFilter filter, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(note);
        var ids = new List<string>();
        await foreach (var entry in store.ReadFeedbackAsync(model, cancellationToken: cancellationToken))
        {
            if (filter.Takes(entry))
                ids.Add(entry.Id);
        }
        if (ids.Count == 0)
            return 0;
        await registry.RecordFeedbackRemovalAsync(model, new(note.Actor, ReasonOf(ids.Count, filter, note)), cancellationToken);
        var removed = await store.DeleteFeedbackAsync(model, ids, cancellationToken);
        Log.FeedbackRemoved(_logger, removed, model, note.Actor);
        return removed;
    }

    private static string ReasonOf(int count, FeedbackFilter filter, LedgerNote note)
    {
        var facts = $"{count} corrected {(count == 1 ? "example" : "examples")}{filter}";
        var whole = note.Reason is null ? facts : $"{facts}: {note.Reason}";
        return LedgerNote.Shortened(whole);
    }
}
