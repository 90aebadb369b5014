using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.HotReload;

/// <summary>
/// Publishes versions whose labels carry their number, moves the champion through them while clients ask, and checks every answer
/// against the version that it names.
/// </summary>
internal sealed class HotReloadCampaign
{
    private const string Model = "swapped";

    /// <summary>Swaps before the first measured one, so that connections, threads, pools and compiled code are there.</summary>
    private const int WarmUpSwaps = 10;
    private const int WarmUpRequests = 8_000;

    private readonly LoopbackServer _server;
    private readonly ModelRegistry _registry;
    private readonly int _clients;
    private readonly ConcurrentDictionary<int, bool> _versions = new();
    private long _answered;
    private long _failed;
    private long _mismatched;

    private HotReloadCampaign(LoopbackServer server, int clients)
    {
        (_server, _clients) = (server, clients);
        _registry = server.Services.GetRequiredService<ModelRegistry>();
    }

    public static async Task<HotReloadResult> RunAsync(int swaps, int clients, int requests, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-hot-reload");
        try
        {
            await using var server = await LoopbackServer.StartAsync(folder.FullName, Model, cancellationToken);
            return await new HotReloadCampaign(server, clients).RunAsync(swaps, requests, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<HotReloadResult> RunAsync(int swaps, int requests, CancellationToken cancellationToken)
    {
        var versions = WarmUpSwaps + swaps + 1;
        await Console.Error.WriteLineAsync($"training {versions} versions ...");
        for (var version = 1; version <= versions; version++)
            await VersionedModels.PublishAsync(_server.Services, Model, version, cancellationToken);
        await _registry.MoveAliasAsync(Model, ModelReference.Champion, 1, expectedETag: null, cancellationToken);
        await SwapUnderLoadAsync(first: 2, WarmUpSwaps, WarmUpRequests, cancellationToken);

        _versions.Clear();
        var warmUp = Interlocked.Read(ref _answered);
        var before = HeapBytes();
        var watch = Stopwatch.StartNew();
        await SwapUnderLoadAsync(first: WarmUpSwaps + 2, swaps, requests, cancellationToken);
        watch.Stop();
        return new(swaps, _clients, Interlocked.Read(ref _answered) - warmUp, _failed, _mismatched, _versions.Count, before, HeapBytes(), watch.Elapsed);
    }

    /// <summary>Spreads the swaps evenly over the requests, each made when a client has seen the one before.</summary>
    private async Task SwapUnderLoadAsync(int first, int swaps, int requests, CancellationToken cancellationToken)
    {
        var start = Interlocked.Read(ref _answered);
        using var swapped = new CancellationTokenSource();
        var asking = Enumerable.Range(0, _clients).Select(_ => Task.Run(() => AskAsync(requests / _clients, swapped.Token, cancellationToken), cancellationToken)).ToArray();
        var pool = _server.Services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();
        for (var swap = 0; swap < swaps; swap++)
        {
            var due = start + ((long)requests * (swap + 1) / (swaps + 1));
            while (Interlocked.Read(ref _answered) < due || !_versions.ContainsKey(first + swap - 1))
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            var alias = await _registry.FindAliasAsync(Model, ModelReference.Champion, cancellationToken);
            await _registry.MoveAliasAsync(Model, ModelReference.Champion, first + swap, alias!.ETag, cancellationToken);
            await pool.RefreshAsync(cancellationToken);
        }

        await swapped.CancelAsync();
        await Task.WhenAll(asking);
    }

    /// <summary>Asks so often, and on until the last swap is made.</summary>
    private async Task AskAsync(int requests, CancellationToken swapped, CancellationToken cancellationToken)
    {
        for (var i = 0; i < requests || !swapped.IsCancellationRequested; i++)
        {
            using var response = await _server.Client.PostAsJsonAsync("/api/classify", new { text = VersionedModels.Text }, cancellationToken);
            if (response.IsSuccessStatusCode)
                Check(await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
            else
                Interlocked.Increment(ref _failed);
            Interlocked.Increment(ref _answered);
        }
    }

    private void Check(JsonElement answer)
    {
        var version = answer.GetProperty("version").GetInt32();
        _versions.TryAdd(version, true);
        if (!answer.GetProperty("label").GetString()!.StartsWith($"v{version}-", StringComparison.Ordinal))
            Interlocked.Increment(ref _mismatched);
    }

    private static long HeapBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
