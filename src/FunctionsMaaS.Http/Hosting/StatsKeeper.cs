using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Hosting;

/// <summary>Writes what was counted every <see cref="MonitoringOptions.WriteInterval"/> and when the host stops, in either host.</summary>
internal sealed class StatsKeeper(StatsWriter writer, StalenessWatch staleness, IOptions<MonitoringOptions> options, TimeProvider time) : BackgroundService
{
    /// <summary>Shorter than what a Functions host leaves to a process that ends.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(LastWrite, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await writer.WriteAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // What was counted since the last write is lost, as when a process is killed.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WriteInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await writer.WriteAsync(stoppingToken);
                await LookUpDatasetsAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookUpDatasetsAsync(CancellationToken stoppingToken)
    {
        try
        {
            await staleness.RefreshAsync(stoppingToken);
        }
        catch (Exception error) when (error is RegistryUnavailableException or ModelNotFoundException)
        {
            // The refresher of models says so already; the next tick tries again.
        }
    }
}
