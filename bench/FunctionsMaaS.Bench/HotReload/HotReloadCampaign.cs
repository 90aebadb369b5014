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

    private readonly ConcurrentDictionary<int, bool> _versions = new();
    private long _answered;
    private long _failed;
    private long _mismatched;

    public static async Task<HotReloadResult> RunAsync(int swaps, int clients, int requests, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-hot-reload");
        try
        {
            await using var server = await LoopbackServer.StartAsync(folder.FullName, Model, cancellationToken);
            return await new HotReloadCampaign().RunAsync(server, swaps, clients, requests, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<HotReloadResult> RunAsync(LoopbackServer server, int swaps, int clients, int requests, CancellationToken cancellationToken)
    {
        var registry = server.Services.GetRequiredService<ModelRegistry>();
        await Console.Error.WriteLineAsync($"training {swaps + 1} versions ...");
        for (var version = 1; version <= swaps + 1; version++)
            await VersionedModels.PublishAsync(server.Services, Model, version, cancellationToken);
        await registry.MoveAliasAsync(Model, ModelReference.Champion, 1, expectedETag: null, cancellationToken);
        await AskAsync(server.Client, 2_000, cancellationToken);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var asking = Enumerable.Range(0, clients).Select(_ => Task.Run(() => AskAsync(server.Client, requests / clients, cancellationToken), cancellationToken)).ToArray();
        await SwapAsync(server, registry, swaps, requests, cancellationToken);
        await Task.WhenAll(asking);
        watch.Stop();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        return new(swaps, clients, _answered - 2_000, _failed, _mismatched, _versions.Count, before, after, watch.Elapsed);
    }

    /// <summary>Spreads the swaps over the requests, each made only when the one before it has been seen by a client.</summary>
    private async Task SwapAsync(LoopbackServer server, ModelRegistry registry, int swaps, int requests, CancellationToken cancellationToken)
    {
        var pool = server.Services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();
        for (var swap = 1; swap <= swaps; swap++)
        {
            var due = 2_000 + ((long)requests * swap / (swaps + 1));
            while (Interlocked.Read(ref _answered) < due)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            var alias = await registry.FindAliasAsync(Model, ModelReference.Champion, cancellationToken);
            await registry.MoveAliasAsync(Model, ModelReference.Champion, swap + 1, alias!.ETag, cancellationToken);
            await pool.RefreshAsync(cancellationToken);
        }
    }

    private async Task AskAsync(HttpClient client, int requests, CancellationToken cancellationToken)
    {
        for (var i = 0; i < requests; i++)
        {
            using var response = await client.PostAsJsonAsync("/api/classify", new { text = VersionedModels.Text }, cancellationToken);
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
}
