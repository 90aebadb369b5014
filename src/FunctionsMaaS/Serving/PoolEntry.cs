using System.Diagnostics.CodeAnalysis;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>What one reference stands for at present: the published generation and the state of its reloads.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class PoolEntry<TData, TPrediction>(ModelReference reference)
{
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private ModelGeneration<TData, TPrediction>? _current;
    private bool _retired;
    private long _lastUsed;
    private long _reloads;
    private long _failures;
    private string? _lastFailure;
    private long _checkedTicks;

    public ModelReference Reference => reference;

    public ModelGeneration<TData, TPrediction>? Current => Volatile.Read(ref _current);

    public string? ETag { get; private set; }

    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Counts one more holder of the current generation; retries when an exchange comes between.</summary>
    public bool TryHold(long timestamp, [NotNullWhen(true)] out ModelGeneration<TData, TPrediction>? generation)
    {
        while (Current is { } seen)
        {
            if (seen.TryHold())
            {
                Volatile.Write(ref _lastUsed, timestamp);
                generation = seen;
                return true;
            }
        }

        generation = null;
        return false;
    }

    /// <summary>Loads what the reference means now, one caller at a time, and exchanges it if it is new.</summary>
    public async Task ReloadAsync(
        Func<PoolEntry<TData, TPrediction>, CancellationToken, Task<LoadedGeneration<TData, TPrediction>>> load,
        CancellationToken cancellationToken)
    {
        var before = Current;
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            if (Current != before)
                return;
            var loaded = await load(this, cancellationToken);
            Publish(loaded);
            _lastFailure = loaded.Failure;
            if (loaded.Failure is not null)
                Interlocked.Increment(ref _failures);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Interlocked.Increment(ref _failures);
            _lastFailure = error.Message;
            throw;
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <summary>Lets go of the current generation for good.</summary>
    public void Retire()
    {
        Volatile.Write(ref _retired, true);
        Interlocked.Exchange(ref _current, null)?.LetGo();
    }

    public LoadedModel? Describe() => Current is { } current
        ? new(reference, current.Manifest, new(Volatile.Read(ref _checkedTicks), TimeSpan.Zero), Interlocked.Read(ref _reloads), Interlocked.Read(ref _failures), _lastFailure, current.EnginesInUse) { IsPackaged = current.IsPackaged }
        : null;

    private void Publish(LoadedGeneration<TData, TPrediction> loaded)
    {
        Volatile.Write(ref _checkedTicks, loaded.Time.UtcTicks);
        if (loaded.Generation is { } generation)
        {
            Interlocked.Exchange(ref _current, generation)?.LetGo();
            Interlocked.Increment(ref _reloads);
            if (Volatile.Read(ref _retired))
                Retire();
        }

        ETag = loaded.ETag;
        loaded.Published?.Invoke();
    }
}

/// <summary>The answer of a reload: a held generation to publish, or none if only the ETag changed.</summary>
internal sealed record LoadedGeneration<TData, TPrediction>(ModelGeneration<TData, TPrediction>? Generation, string? ETag, DateTimeOffset Time)
{
    public Action? Published { get; init; }

    /// <summary>Why this is not what was asked for but what stands in for it.</summary>
    public string? Failure { get; init; }
}
