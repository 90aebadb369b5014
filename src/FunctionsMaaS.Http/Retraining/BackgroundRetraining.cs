using FunctionsMaaS.Retraining;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>Runs that nobody waits for.</summary>
internal sealed partial class BackgroundRetraining(Retrainer retrainer, IHostApplicationLifetime lifetime, ILogger<BackgroundRetraining> logger)
{
    /// <summary>Starts a run and waits until it has begun, or has ended already.</summary>
    /// <returns>The outcome of a run that has ended; <see langword="null"/> if it goes on.</returns>
    public async Task<RetrainingOutcome?> StartAsync(string startedBy)
    {
        var begun = new Begun();
        var run = Task.Run(() => retrainer.RunAsync(startedBy, begun, lifetime.ApplicationStopping));
        if (await Task.WhenAny(begun.Task, run) == run)
            return await run;
        _ = LogFailureAsync(run);
        return null;
    }

    private async Task LogFailureAsync(Task run)
    {
        try
        {
            await run;
        }
        catch (Exception error) when (error is not OperationCanceledException || !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogFailed(logger, error);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(EventId = 2020, Level = LogLevel.Error, Message = "The retraining that nobody waited for failed")]
    private static partial void LogFailed(ILogger logger, Exception error);

    /// <summary>Has the lock, and does its first step.</summary>
    private sealed class Begun : IProgress<TrainingProgress>
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _begun.Task;

        public void Report(TrainingProgress value) => _begun.TrySetResult();
    }
}
