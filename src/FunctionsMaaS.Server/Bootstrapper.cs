using FunctionsMaaS.Data;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Server;

/// <summary>
/// Makes an empty machine useful: trains and publishes the first version if the registry has none, loads the model, and says what it did
/// and what to try. The server listens meanwhile, and answers 503.
/// </summary>
internal sealed partial class Bootstrapper(
    ModelRegistry registry,
    Retrainer retrainer,
    PredictionEnginePool<TextInput, TextPrediction> pool,
    RolloutWatch rollouts,
    IDatasetSource dataset,
    IServer server,
    IOptions<MaasOptions> maas,
    AdminAccess admin,
    IHostApplicationLifetime lifetime,
    TextWriter console,
    TimeProvider time,
    ILogger<Bootstrapper> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private readonly ModelReference _champion = ModelReference.ToAlias(maas.Value.Model);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PrepareAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, or never started because the address is taken: not a failure of this service.
        }
    }

    private async Task PrepareAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var url = (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "").TrimEnd('/');
        await console.WriteLineAsync($"FunctionsMaaS listens on {url}\n  registry  {registry.Description}");
        await console.WriteLineAsync($"  admin     {admin.Describe()}");
        while (!await TryPrepareAsync(stoppingToken))
            await Task.Delay(RetryDelay, time, stoppingToken);
        await AnnounceAsync(url);
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var on = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task<bool> TryPrepareAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await registry.FindAliasAsync(_champion.Name, ModelReference.Champion, stoppingToken) is null && !await TrainFirstAsync(stoppingToken))
                return false;
            await pool.PreloadAsync(_champion, stoppingToken);
            // A request that came before may have been answered by the model in the package.
            if (Champion().IsPackaged)
                await pool.RefreshAsync(stoppingToken);
            await rollouts.RefreshAsync(stoppingToken);
            return !Champion().IsPackaged;
        }
        catch (Exception error) when (error is RegistryUnavailableException or ModelNotFoundException or ModelPackageException or DatasetException)
        {
            LogNotReady(logger, error.Message, RetryDelay.TotalSeconds);
            return false;
        }
    }

    private async Task<bool> TrainFirstAsync(CancellationToken stoppingToken)
    {
        await console.WriteLineAsync($"  training  {_champion.Name} on {dataset.Description}, as the registry has no such model ...");
        var started = time.GetTimestamp();
        var outcome = await retrainer.RunAsync("start", progress: null, stoppingToken);
        if (outcome.Status == RetrainingStatus.AlreadyRunning)
            return false;
        await console.WriteLineAsync($"  trained   in {time.GetElapsedTime(started).TotalSeconds:0.0} s; {outcome.Reason}");
        return true;
    }

    private async Task AnnounceAsync(string url)
    {
        var manifest = Champion().Manifest;
        var accuracy = manifest.Metrics.TryGetValue("accuracy", out var value) ? $", accuracy {value:0.000} on {manifest.Metrics["documents"]:0} held-out texts" : "";
        await console.WriteLineAsync($"""
              serving   {manifest.Name}:{manifest.Version} ({manifest.Recipe}, {manifest.Labels.Count} labels{accuracy})
              try       curl -s {url}/api/classify -H 'content-type: application/json' -d '{ExampleBody}'
            """);
    }

    private LoadedModel Champion() => pool.Loaded.First(l => l.Reference == _champion);

    private const string ExampleBody = """{"text": "The shuttle reached orbit after a flawless launch", "top": 3}""";

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "No model of the registry yet: {Reason} Trying again in {Seconds} s")]
    private static partial void LogNotReady(ILogger logger, string reason, double seconds);
}
