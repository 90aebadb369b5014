using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Hosting;

/// <summary>Looks for moved aliases and for rollouts every <see cref="ServingOptions.PollInterval"/>, in either host.</summary>
internal sealed class ModelRefresher(PredictionEnginePool<TextInput, TextPrediction> pool, RolloutWatch rollouts, IOptions<ServingOptions> options, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await pool.RefreshAsync(stoppingToken);
                await rollouts.RefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
