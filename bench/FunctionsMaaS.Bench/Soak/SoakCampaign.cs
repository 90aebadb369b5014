using System.Diagnostics;
using System.Globalization;
using FunctionsMaaS.Bench.Http;
using FunctionsMaaS.Bench.SideBySide;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>
/// Loads the service to half of what it can do, publishes a version and moves the champion to it every few seconds, and looks at memory on
/// the way. The routes and pipeline run in this process, so that memory can be read after a full collection; who asks is another process.
/// </summary>
internal sealed class SoakCampaign
{
    private readonly LoopbackServer _server;
    private readonly ModelPackage _package;
    private readonly List<SoakSample> _samples = [];
    private int _reloads;

    private SoakCampaign(LoopbackServer server, ModelPackage package) => (_server, _package) = (server, package);

    public static async Task<SoakResult> RunAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-soak");
        try
        {
            await Console.Error.WriteLineAsync($"training {Contender.Ours} ...");
            var package = await TrainAsync(plan.Data, cancellationToken);
            await using var server = await LoopbackServer.StartAsync(folder.FullName, WebContender.Model, cancellationToken);
            return await new SoakCampaign(server, package).SoakAsync(plan, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ModelPackage> TrainAsync(string data, CancellationToken cancellationToken) =>
        BenchModels.Train(Contender.Ours, (await new FileDatasetSource(DatasetPath.Resolve(data)).ReadAsync(cancellationToken)).Train);

    private async Task<SoakResult> SoakAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var machine = Machine.Look(TimeProvider.System);
        await ReloadAsync(cancellationToken);
        using var load = await SoakLoad.StartAsync(_server.Client.BaseAddress!, plan, cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{load.Offered:N0} requests a second for {plan.Seconds} s ..."));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = Task.WhenAll(ReloadEveryAsync(plan.ReloadEvery, over.Token), SampleEveryAsync(plan.SampleEvery, over.Token));
        var ended = load.EndAsync(cancellationToken);
        await Task.WhenAny(ended, beside);
        await over.CancelAsync();
        await beside;
        return new(plan.Seconds, plan.ReloadEvery.TotalSeconds, _reloads, await ended, _samples, machine.Again());
    }

    private async Task ReloadEveryAsync(TimeSpan interval, CancellationToken over)
    {
        using var timer = new PeriodicTimer(interval, TimeProvider.System);
        while (await TickAsync(timer, over))
        {
            await ReloadAsync(CancellationToken.None);
            _reloads++;
        }
    }

    /// <summary>Publishes the next version, moves the champion to it, and holds that it answers.</summary>
    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var registry = _server.Services.GetRequiredService<ModelRegistry>();
        var pool = _server.Services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();
        var published = await registry.PublishAsync(WebContender.Model, _package, cancellationToken);
        var alias = await registry.FindAliasAsync(WebContender.Model, ModelReference.Champion, cancellationToken);
        await registry.MoveAliasAsync(WebContender.Model, ModelReference.Champion, published.Version!.Value, alias?.ETag, cancellationToken);
        var champion = ModelReference.ToAlias(WebContender.Model);
        await pool.PreloadAsync(champion, cancellationToken);
        await pool.RefreshAsync(cancellationToken);
        var loaded = pool.Loaded.Single(l => l.Reference == champion);
        if (loaded.Manifest.Version != published.Version)
            throw new InvalidOperationException($"Version {published.Version} was published, but version {loaded.Manifest.Version} answers: {loaded.LastFailure}");
    }

    private async Task SampleEveryAsync(TimeSpan interval, CancellationToken over)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(interval, TimeProvider.System);
        do
        {
            // What is retired has finalizers, and what is free goes back to the system: else the resident set tells only what there once was.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _samples.Add(new(Stopwatch.GetElapsedTime(started).TotalSeconds, _reloads, GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet));
        }
        while (await TickAsync(timer, over));
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken over)
    {
        try
        {
            return await timer.WaitForNextTickAsync(over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>What to run.</summary>
/// <param name="Data">The texts to train on and to send.</param>
/// <param name="Seconds">How long.</param>
/// <param name="ReloadEvery">How often a version is published and the champion moved to it.</param>
/// <param name="SampleEvery">How often memory is looked at.</param>
/// <param name="Texts">How many texts are sent, round and round.</param>
internal sealed record SoakPlan(string Data, int Seconds, TimeSpan ReloadEvery, TimeSpan SampleEvery, int Texts);
