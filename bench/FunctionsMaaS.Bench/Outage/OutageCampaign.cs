using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Bench.HotReload;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Outage;

/// <summary>Clients ask the server without a pause while the way to its storage is cut and mended again.</summary>
internal sealed class OutageCampaign(LoopbackServer server, TcpRelay relay, TimeSpan length)
{
    private const string Model = "steady";
    private const int Clients = 4;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<(TimeSpan At, double Milliseconds)> _answers = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<string> _failures = [];
    private int _version;

    public static async Task<OutageResult> RunAsync(bool silent, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var azurite = new Azurite();
        await azurite.InitializeAsync();
        var direct = new Uri(azurite.BlobServiceUri);
        await using var relay = new TcpRelay(direct.Port);
        await using var server = await LoopbackServer.StartAsync("unused", Model, cancellationToken, new Dictionary<string, string?>
        {
            ["Maas:Registry:BlobServiceUri"] = new UriBuilder(direct) { Port = relay.Port }.Uri.ToString(),
            ["Maas:Serving:PollInterval"] = "00:00:01",
        });
        return await new OutageCampaign(server, relay, length).RunAsync(silent, cancellationToken);
    }

    private async Task<OutageResult> RunAsync(bool silent, CancellationToken cancellationToken)
    {
        var registry = server.Services.GetRequiredService<ModelRegistry>();
        await VersionedModels.PublishAsync(server.Services, Model, 1, cancellationToken);
        var first = await registry.MoveAliasAsync(Model, ModelReference.Champion, 1, expectedETag: null, cancellationToken);
        await VersionedModels.PublishAsync(server.Services, Model, 2, cancellationToken);
        await AskAsync(cancellationToken);
        _answers.Clear();

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskOnAsync(enough.Token), cancellationToken)).ToArray();
        await Task.Delay(Before, TimeProvider.System, cancellationToken);
        var cut = _watch.Elapsed;
        relay.Cut(silent);
        var degraded = await WaitForAsync("degraded", length, cancellationToken);
        await Task.Delay(length - (_watch.Elapsed - cut) is { Ticks: > 0 } left ? left : TimeSpan.Zero, TimeProvider.System, cancellationToken);
        var mended = _watch.Elapsed;
        relay.Mend();
        var ready = await WaitForAsync("ready", length, cancellationToken);
        await registry.MoveAliasAsync(Model, ModelReference.Champion, 2, first.ETag, cancellationToken);
        var moved = _watch.Elapsed;
        while (Volatile.Read(ref _version) != 2 && _watch.Elapsed - moved < length)
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        var followed = Volatile.Read(ref _version) == 2 ? _watch.Elapsed - moved : (TimeSpan?)null;
        await enough.CancelAsync();
        await Task.WhenAll(asking);
        return new(silent, mended - cut, [.. _failures], degraded - cut, ready - mended, followed, Part(TimeSpan.Zero, cut), Part(cut, mended), Part(mended, _watch.Elapsed));
    }

    private async Task AskOnAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            try
            {
                await AskAsync(CancellationToken.None);
            }
            catch (HttpRequestException e)
            {
                Fail(e.Message);
            }
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var began = _watch.Elapsed;
        using var response = await server.Client.PostAsJsonAsync("/api/classify", new { text = VersionedModels.Text }, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            Fail(await response.Content.ReadAsStringAsync(cancellationToken));
            return;
        }
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Volatile.Write(ref _version, answer.GetProperty("version").GetInt32());
        _answers.Enqueue((began, (_watch.Elapsed - began).TotalMilliseconds));
    }

    /// <summary>Waits until readiness says so.</summary>
    /// <returns>When it did; <see langword="null"/> if it did not for so long.</returns>
    private async Task<TimeSpan?> WaitForAsync(string status, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var began = _watch.Elapsed; _watch.Elapsed - began < patience;)
        {
            var health = await server.Client.GetFromJsonAsync<JsonElement>("/api/health/ready", cancellationToken);
            if (health.GetProperty("status").ValueEquals(status))
                return _watch.Elapsed;
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
        return null;
    }

    private OutagePart Part(TimeSpan from, TimeSpan to)
    {
        double[] sorted = [.. _answers.Where(a => a.At >= from && a.At < to).Select(a => a.Milliseconds).Order()];
        return new(sorted.Length, Statistics.Percentile(sorted, 0.5), Statistics.Percentile(sorted, 0.99), sorted[^1]);
    }

    private void Fail(string what)
    {
        lock (_failures)
            _failures.Add(what);
    }
}
