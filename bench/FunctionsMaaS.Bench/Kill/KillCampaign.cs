using System.Diagnostics;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>Kills one process after another that works on a storage, and looks after each what it left.</summary>
internal static class KillCampaign
{
    /// <summary>Azurite stops answering after a few hundred uploads that were cut off in the middle, so it is started anew before that.</summary>
    private const int KillsPerEmulator = 100;

    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(400);

    public static async Task<KillResult> OnFolderAsync(int kills, int seed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-kill");
        try
        {
            return await RunAsync("folder", Path.Combine(folder.FullName, "registry"), Enumerable.Range(1, kills), seed, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<KillResult> OnAzuriteAsync(int kills, int seed, CancellationToken cancellationToken)
    {
        KillResult? sum = null;
        foreach (var numbers in Enumerable.Range(1, kills).Chunk(KillsPerEmulator))
        {
            await using var azurite = new Azurite();
            await azurite.InitializeAsync();
            var result = await RunAsync("Azurite", azurite.BlobServiceUri, numbers, seed, cancellationToken);
            sum = sum?.Plus(result) ?? result;
        }
        return sum!;
    }

    private static async Task<KillResult> RunAsync(string name, string place, IEnumerable<int> numbers, int seed, CancellationToken cancellationToken)
    {
        await using var services = KillStorage.Open(place, KillWorker.Shared);
        var registry = services.GetRequiredService<ModelRegistry>();
        var first = await registry.PublishAsync(KillWorker.Shared, SamplePackages.Of("a", "b"), cancellationToken);
        await registry.MoveAliasAsync(KillWorker.Shared, ModelReference.Champion, first.Version!.Value, expectedETag: null, cancellationToken);
        var checks = new KillChecks(registry, services.GetRequiredService<FeedbackStore>());
        var kills = 0;
        var during = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        foreach (var number in numbers)
        {
            var life = new Random(KillWorker.SeedOf(seed, number)).NextDouble() * LongestLife;
            var killed = await KilledProcess.RunAsync(place, number, seed, life, cancellationToken);
            kills++;
            during[killed.During] = during.GetValueOrDefault(killed.During) + 1;
            await checks.AfterAsync(killed, cancellationToken);
            if (number % 50 == 0)
                await Console.Error.WriteLineAsync($"{name}: {number} killed, {checks.Acknowledged} answers, {checks.Violations.Count} violations");
        }
        await checks.AtTheEndAsync(cancellationToken);
        return new(name, kills, seed, during, checks.Acknowledged, checks.EntryCount, checks.FeedbackCount, checks.HeldLeases, checks.LongestHeld, checks.Violations, watch.Elapsed);
    }
}
