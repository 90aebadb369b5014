using System.Diagnostics;
using System.Globalization;
using System.Text;
using FunctionsMaaS.Bench.Kill;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Registry;

/// <summary>Times what people and services ask of a model with thousands of versions.</summary>
internal sealed class RegistryCampaign(ModelRegistry registry, IObjectStore store, int versions)
{
    private const string Model = "long-lived";
    private const int Repeats = 11;
    private const int PageSize = 20;
    private const int WritersAtOnce = 32;

    private int _deleted;

    public static async Task<RegistryResult> OnFolderAsync(int versions, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-registry");
        try
        {
            return await RunAsync("folder", Path.Combine(folder.FullName, "registry"), versions, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<RegistryResult> OnAzuriteAsync(int versions, CancellationToken cancellationToken)
    {
        await using var azurite = new Azurite();
        await azurite.InitializeAsync();
        return await RunAsync("Azurite", azurite.BlobServiceUri, versions, cancellationToken);
    }

    private static async Task<RegistryResult> RunAsync(string name, string place, int versions, CancellationToken cancellationToken)
    {
        await using var services = KillStorage.Open(place, Model);
        var campaign = new RegistryCampaign(services.GetRequiredService<ModelRegistry>(), services.GetRequiredService<IObjectStore>(), versions);
        await campaign.FillAsync(cancellationToken);
        var rows = new List<(string, double)>();
        foreach (var (what, work) in campaign.Works())
        {
            rows.Add((what, await TimeAsync(work, cancellationToken)));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {what}: {rows[^1].Item2:0.0} ms"));
        }
        return new(name, rows);
    }

    /// <summary>Writes versions as publishing leaves them, many at the same time and with one ledger entry each.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var package = SamplePackages.Of("a", "b");
        await Parallel.ForEachAsync(Enumerable.Range(1, versions), new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = cancellationToken }, async (version, stop) =>
        {
            var manifest = ManifestJson.Write(package.Manifest with { Name = Model, Version = version });
            var entry = LedgerDocument.Of(LedgerAction.Publish, LedgerNote.Local) with { Sequence = version, To = version, Time = SamplePackages.Created };
            await store.WriteAsync(RegistryLayout.Claim(Model, version), "{}"u8.ToArray(), WriteCondition.Absent, stop);
            await store.WriteAsync(RegistryLayout.Payload(Model, version, package.Manifest.Payload.File), package.Payload, WriteCondition.Absent, stop);
            await store.WriteAsync(RegistryLayout.LedgerEntry(Model, version), entry.Write(), WriteCondition.Absent, stop);
            await store.WriteAsync(RegistryLayout.Manifest(Model, version), manifest, WriteCondition.Absent, stop);
        });
        await registry.MoveAliasAsync(Model, ModelReference.Champion, versions / 2, expectedETag: null, cancellationToken);
    }

    private IEnumerable<(string What, Func<CancellationToken, Task> Work)> Works() =>
    [
        ("list the models", registry.ListLatestAsync),
        ("first page of versions", stop => PageAsync(0, stop)),
        ("middle page of versions", stop => PageAsync(versions / 2, stop)),
        ("last page of versions", stop => PageAsync(versions - PageSize, stop)),
        ("a page of the ledger", stop => registry.ListLedgerAsync(Model, 0, PageSize, stop)),
        ("what the champion is", stop => registry.ResolveAsync(ModelReference.ToAlias(Model), stop)),
        ("publish", stop => registry.PublishAsync(Model, SamplePackages.Of("a", "b"), stop)),
        ("promote", PromoteAsync),
        ("delete", DeleteAsync),
    ];

    private async Task PageAsync(int offset, CancellationToken cancellationToken)
    {
        var listed = (await registry.ListAllVersionsAsync(Model, cancellationToken)).Where(v => !v.IsArchived).Skip(offset).Take(PageSize);
        var page = await Task.WhenAll(listed.Select(v => VersionSummary.ReadAsync(registry, Model, v, cancellationToken)));
        if (page.Length != PageSize)
            throw new InvalidOperationException($"The page has {page.Length} versions.");
    }

    private async Task PromoteAsync(CancellationToken cancellationToken)
    {
        var seen = await registry.FindAliasAsync(Model, ModelReference.Champion, cancellationToken);
        await registry.MoveAliasAsync(Model, ModelReference.Champion, seen!.Version - 1, seen.ETag, cancellationToken);
    }

    private Task<VersionDeletion> DeleteAsync(CancellationToken cancellationToken) => registry.DeleteAsync(Model, ++_deleted, LedgerNote.Local, cancellationToken);

    private static async Task<double> TimeAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await work(cancellationToken);
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await work(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Statistics.Median(times);
    }
}

/// <summary>What a campaign measured.</summary>
/// <param name="Storage">Which storage.</param>
/// <param name="Rows">What was asked, and the median of its times in ms.</param>
internal sealed record RegistryResult(string Storage, IReadOnlyList<(string What, double Milliseconds)> Rows)
{
    public static string Markdown(IReadOnlyList<RegistryResult> results, int versions, Machine machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # A model with {versions:N0} versions

            Median of eleven, in ms, after one that is not counted, by one caller in a process of its own; pages have 20 versions with all that a list shows. {machine}.

            | what | {string.Join(" | ", results.Select(r => r.Storage))} |
            |---{string.Concat(results.Select(_ => "|---"))}|

            """);
        for (var row = 0; row < results[0].Rows.Count; row++)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {results[0].Rows[row].What} | {string.Join(" | ", results.Select(r => r.Rows[row].Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)))} |");
        text.AppendLine().AppendLine("Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- registry`.");
        return text.ToString();
    }
}
