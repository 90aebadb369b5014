using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Serving;

public sealed partial class PredictionEnginePool<TData, TPrediction>
{
    /// <summary>How long a lookup may take while something answers already. Storage that takes connections and never answers would else be noticed after minutes.</summary>
    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Looks up every alias in use and loads what moved, and lets go of versions in use that were deleted. A failure is logged and kept for
    /// <see cref="Loaded"/>; the version that works goes on answering, and the next call tries again.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Current is null)
                continue;
            try
            {
                await entry.ReloadAsync(LoadAsync, cancellationToken);
            }
            catch (ModelNotFoundException error) when (entry.Reference.Version is not null)
            {
                LogDeleted(_logger, entry.Reference, error.Message);
                Remove(entry);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogReloadFailed(_logger, error, entry.Reference, entry.Current?.Manifest.Version);
            }
        }
    }

    private async Task<LoadedGeneration<TData, TPrediction>> LoadAsync(PoolEntry<TData, TPrediction> entry, CancellationToken cancellationToken)
    {
        var resolved = await LookUpAsync(entry, cancellationToken);
        var now = _time.GetUtcNow();
        if (resolved is null || (entry.Current is { IsPackaged: false } current && current.Manifest.Version == resolved.Version))
            return new(null, resolved?.ETag ?? entry.ETag, now);
        var started = _time.GetTimestamp();
        var generation = await HoldAsync(resolved, started, cancellationToken);
        var elapsed = _time.GetElapsedTime(started);
        _observer?.Loaded(resolved.Name, elapsed, failure: null);
        LogLoaded(_logger, entry.Reference, resolved.Version, elapsed);
        return new(generation, resolved.ETag, now) { Published = Signal };
    }

    private async Task<ResolvedVersion?> LookUpAsync(PoolEntry<TData, TPrediction> entry, CancellationToken cancellationToken)
    {
        if (entry.Current is null)
            return await _registry.ResolveAsync(entry.Reference, entry.ETag, cancellationToken);
        using var patience = new CancellationTokenSource(LookUpPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _registry.ResolveAsync(entry.Reference, entry.ETag, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryUnavailableException($"The {_registry.Description} did not answer within {LookUpPatience.TotalSeconds:0} s.");
        }
    }

    private async Task<ModelGeneration<TData, TPrediction>> HoldAsync(ResolvedVersion resolved, long started, CancellationToken cancellationToken)
    {
        try
        {
            return await _versions.HoldAsync(resolved.Name, resolved.Version, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _observer?.Loaded(resolved.Name, _time.GetElapsedTime(started), error);
            throw;
        }
    }

    /// <summary>Publish, then signal: whoever is told finds the new version in place.</summary>
    private void Signal()
    {
        if (_disposed)
            return;
        using var fired = Interlocked.Exchange(ref _reloaded, new CancellationTokenSource());
        fired.Cancel();
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Loaded {Reference}: version {Version} in {Elapsed}")]
    private static partial void LogLoaded(ILogger logger, ModelReference reference, int version, TimeSpan elapsed);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "Reloading {Reference} failed; version {Version} goes on answering")]
    private static partial void LogReloadFailed(ILogger logger, Exception error, ModelReference reference, int? version);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Information, Message = "Let go of {Reference}: {Why}")]
    private static partial void LogDeleted(ILogger logger, ModelReference reference, string why);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Information, Message = "Let go of {Reference}, the least recently used model")]
    private static partial void LogEvicted(ILogger logger, ModelReference reference);
}
