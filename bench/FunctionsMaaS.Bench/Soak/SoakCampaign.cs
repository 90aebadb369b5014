using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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
/// the way. The routes and pipeline run in this process, so that memory can be read after a full collection; the clients' is part of it.
/// </summary>
internal sealed class SoakCampaign
{
    private const int Clients = 16;
    private const int Seed = 5;
    private const int ProbeSeconds = 5;
    private const int TrialLoads = 3;

    private readonly LoopbackServer _server;
    private readonly ModelPackage _package;
    private readonly byte[][] _requests;
    private readonly List<SoakSample> _samples = [];
    private int _reloads;

    private SoakCampaign(LoopbackServer server, ModelPackage package, byte[][] requests) => (_server, _package, _requests) = (server, package, requests);

    public static async Task<SoakResult> RunAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-soak");
        try
        {
            var dataset = await new FileDatasetSource(DatasetPath.Resolve(plan.Data)).ReadAsync(cancellationToken);
            byte[][] requests = [.. (dataset.Test ?? dataset.Train).Examples.Take(plan.Texts).Select(Request)];
            await Console.Error.WriteLineAsync($"training {Contender.Ours} ...");
            var package = BenchModels.Train(Contender.Ours, dataset.Train);
            await using var server = await LoopbackServer.StartAsync(folder.FullName, WebContender.Model, cancellationToken);
            return await new SoakCampaign(server, package, requests).SoakAsync(plan, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Request(LabeledText text) =>
        RawConnection.Request("/api/classify", JsonSerializer.SerializeToUtf8Bytes(new ClassifyBody(text.Text), BenchJson.Default.ClassifyBody));

    private async Task<SoakResult> SoakAsync(SoakPlan plan, CancellationToken cancellationToken)
    {
        var machine = Machine.Look(TimeProvider.System);
        var uri = _server.Client.BaseAddress!;
        var load = new OpenLoop(new(System.Net.IPAddress.Parse(uri.Host), uri.Port), _requests, Seed);
        await ReloadAsync(cancellationToken);
        var half = await HalfLoadAsync(uri, cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{half:N0} requests a second for {plan.Seconds} s ..."));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = Task.WhenAll(ReloadEveryAsync(plan.ReloadEvery, over.Token), SampleEveryAsync(plan.SampleEvery, over.Token));
        var offered = await Task.Factory.StartNew(
            () => load.Run(half, plan.Seconds, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await over.CancelAsync();
        await beside;
        return new(plan.Seconds, plan.ReloadEvery.TotalSeconds, _reloads, offered, _samples, machine.Again());
    }

    /// <summary>Half of what goes through as many clients as <c>bench http</c> has, after code and buffers have warmed.</summary>
    private async Task<double> HalfLoadAsync(Uri uri, CancellationToken cancellationToken)
    {
        var best = 0.0;
        for (var i = 0; i < TrialLoads; i++)
            best = Math.Max(best, await ClosedLoopAsync(new(System.Net.IPAddress.Parse(uri.Host), uri.Port), cancellationToken));
        return best / 2;
    }

    private async Task<double> ClosedLoopAsync(System.Net.IPEndPoint address, CancellationToken cancellationToken)
    {
        var (answered, started) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Factory.StartNew(() => Ask(client), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return answered / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Ask(int client)
        {
            using var connection = new RawConnection(address);
            for (var i = client; Stopwatch.GetElapsedTime(started).TotalSeconds < ProbeSeconds && !cancellationToken.IsCancellationRequested; i++)
            {
                if (connection.Send(_requests[i % _requests.Length]) != 200)
                    throw new InvalidOperationException("A request was not answered by 200 before the soak began.");
                Interlocked.Increment(ref answered);
            }
        }
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
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _samples.Add(new(Stopwatch.GetElapsedTime(started).TotalSeconds, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
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
