using FunctionsMaaS.Retraining;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Server;

/// <summary>Retrains at the times of <see cref="RetrainingOptions.Schedule"/>; in Azure Functions a timer trigger does this.</summary>
internal sealed partial class RetrainingScheduler(
    Retrainer retrainer, IOptions<RetrainingOptions> options, TimeProvider time, ILogger<RetrainingScheduler> logger) : BackgroundService
{
    /// <summary>Timers take at most 49 days; a schedule further off is waited for in steps.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (RetrainingSchedule.Parse(options.Value.Schedule) is not { } schedule)
            return;
        while (schedule.Next(time.GetUtcNow()) is { } next)
        {
            LogNext(logger, next);
            for (var wait = next - time.GetUtcNow(); wait > TimeSpan.Zero; wait = next - time.GetUtcNow())
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stoppingToken);
            await RunAsync(stoppingToken);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await retrainer.RunAsync("schedule", progress: null, stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, error);
        }
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "The next retraining is at {Next:u}")]
    private static partial void LogNext(ILogger logger, DateTimeOffset next);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "The scheduled retraining failed; the champion is unchanged")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
