using System.Collections.Concurrent;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>Knows the rollouts of the models that are in use, without asking the registry on the way of a request. Thread-safe.</summary>
public sealed partial class RolloutWatch(
    ModelRegistry registry, PredictionEnginePool<TextInput, TextPrediction> pool, TimeProvider time, ILogger<RolloutWatch> logger)
{
    /// <summary>How long the first request of a model waits to learn of a rollout; after that the champion answers, and the next look finds it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ActiveRollout?> _known = new(StringComparer.Ordinal);

    /// <summary>Whether it is known that a model has no rollout that takes a share.</summary>
    public bool IsIdle(string model) => TryFind(model, out var rollout) && rollout is null;

    /// <summary>Looks for the rollouts of all models whose champion is loaded, and loads their candidates. What fails is logged; what was known stays.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var champion in pool.Loaded.Where(l => l.Reference.Alias == ModelReference.Champion))
            await LookAsync(champion.Reference.Name, cancellationToken);
    }

    /// <summary>Whether a model was looked at, and what was found.</summary>
    internal bool TryFind(string model, out ActiveRollout? rollout) => _known.TryGetValue(model, out rollout);

    /// <summary>Looks at a model for the first time. It must exist: callers choose the names, and each takes a place.</summary>
    internal async Task<ActiveRollout?> FirstAsync(string model, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(model, CancellationToken.None).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogNotRead(logger, model, $"The registry did not answer within {Patience.TotalSeconds} s.");
        }

        return _known.GetOrAdd(model, (ActiveRollout?)null);
    }

    /// <summary>Takes a candidate out until it is looked at again.</summary>
    internal void Fail(ActiveRollout rollout, Exception error)
    {
        rollout.IsReady = false;
        LogFailed(logger, rollout.Candidate, error.Message);
    }

    private async Task LookAsync(string model, CancellationToken cancellationToken)
    {
        try
        {
            var found = await registry.FindRolloutAsync(model, cancellationToken);
            _known.TryGetValue(model, out var known);
            if (found is not { IsActive: true })
                _known[model] = null;
            else if (known?.Rollout.ETag == found.ETag)
                await ReadyAsync(known, cancellationToken);
            else
                await BeginAsync(new(model, found), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotRead(logger, model, error.Message);
        }
    }

    private async Task BeginAsync(ActiveRollout rollout, CancellationToken cancellationToken)
    {
        await ReadyAsync(rollout, cancellationToken);
        _known[rollout.Model] = rollout;
        LogFound(logger, rollout.Rollout.Mode, rollout.Candidate, rollout.Rollout.Percent);
    }

    private async Task ReadyAsync(ActiveRollout rollout, CancellationToken cancellationToken)
    {
        try
        {
            await pool.PreloadAsync(rollout.Candidate, cancellationToken);
            rollout.IsReady = true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Fail(rollout, error);
        }
    }

    [LoggerMessage(EventId = 1010, Level = LogLevel.Information, Message = "The {Mode} of {Candidate} takes {Percent} % of the requests")]
    private static partial void LogFound(ILogger logger, RolloutMode mode, ModelReference candidate, double percent);

    [LoggerMessage(EventId = 1011, Level = LogLevel.Warning, Message = "The candidate {Candidate} is out until it can be loaded again, and the champion answers alone: {Reason}")]
    private static partial void LogFailed(ILogger logger, ModelReference candidate, string reason);

    [LoggerMessage(EventId = 1012, Level = LogLevel.Warning, Message = "The rollout of {Model} could not be looked at: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string model, string reason);
}
