using System.Text.Json;
using FunctionsMaaS.Bench.Http;
using FunctionsMaaS.Bench.SideBySide;
using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.HostOverhead;

/// <summary>Starts the host with one app and the other, in turn, and offers both the same requests.</summary>
internal sealed class HostOverheadCampaign
{
    private const double HeldOut = 0.25;
    private const int ArrivalSeed = 5;

    private readonly HostOverheadPlan _plan;
    private readonly WebContender[] _apps;
    private readonly byte[][] _requests;

    private HostOverheadCampaign(HostOverheadPlan plan, string storage, IEnumerable<LabeledText> texts)
    {
        _plan = plan;
        _apps =
        [
            App("ours", "classify", plan.Ours, new Dictionary<string, string>
            {
                ["AzureWebJobsStorage"] = storage,
                ["AzureWebJobsDisableHomepage"] = "true",
                ["Maas__Registry__ConnectionString"] = storage,
                ["Maas__Model"] = WebContender.Model,
                ["Maas__Retraining__Schedule"] = "0 0 3 * * *",
            }),
            App("constant", "a constant", plan.Constant, new Dictionary<string, string> { ["AzureWebJobsStorage"] = storage, ["AzureWebJobsDisableHomepage"] = "true" }),
        ];
        _requests = [.. texts.Select(t => RawConnection.Request($"/api/classify?code={plan.Key}", JsonSerializer.SerializeToUtf8Bytes(new ClassifyBody(t.Text), BenchJson.Default.ClassifyBody)))];
    }

    public static async Task<HostOverheadResult> RunAsync(HostOverheadPlan plan, CancellationToken cancellationToken)
    {
        await using var azurite = new Azurite();
        await azurite.InitializeAsync();
        var parts = await new FileDatasetSource(DatasetPath.Resolve(plan.Data)).ReadAsync(cancellationToken);
        if (parts.Test is null)
            parts = DatasetSplitter.ByNumber(parts.Train, HeldOut);
        await PublishAsync(azurite.ConnectionString, parts.Train, cancellationToken);
        var machine = Machine.Look(TimeProvider.System);
        var campaign = new HostOverheadCampaign(plan, azurite.ConnectionString, parts.Test!.Examples);
        var rounds = await campaign.RunAsync(cancellationToken);
        return new(plan, campaign._requests.Average(r => r.Length), machine.Again(), rounds["ours"], rounds["constant"]);
    }

    private WebContender App(string key, string name, string folder, IReadOnlyDictionary<string, string> settings) => new(
        key, name, folder, key == "ours", _plan.Host,
        address => [folder, address[(address.LastIndexOf(':') + 1)..]],
        _ => settings);

    private static async Task PublishAsync(string storage, Dataset train, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Maas:Registry:ConnectionString"] = storage }).Build());
        services.AddFunctionsMaaS().UseBlobRegistry();
        await using var provider = services.BuildServiceProvider();
        var registry = provider.GetRequiredService<ModelRegistry>();
        var published = await registry.PublishAsync(WebContender.Model, BenchModels.Train(Contender.Ours, train), cancellationToken);
        await registry.MoveAliasAsync(WebContender.Model, ModelReference.Champion, published.Version!.Value, expectedETag: null, cancellationToken);
    }

    /// <summary>In each round both, beginning with the other each time: a noisy minute hits both alike.</summary>
    private async Task<Dictionary<string, List<HostRound>>> RunAsync(CancellationToken cancellationToken)
    {
        var rounds = _apps.ToDictionary(a => a.Key, _ => new List<HostRound>());
        for (var round = 0; round < _plan.Rounds; round++)
        {
            foreach (var app in round % 2 == 0 ? _apps : _apps.Reverse())
            {
                await Console.Error.WriteLineAsync($"round {round + 1} of {_plan.Rounds}: {app.Name} ...");
                rounds[app.Key].Add(Run(app, cancellationToken));
            }
        }
        return rounds;
    }

    private HostRound Run(WebContender app, CancellationToken cancellationToken)
    {
        var (service, seconds) = WebService.Start(app, _requests[0], label: null, cancellationToken);
        using (service)
        {
            var load = new OpenLoop(service.Address, _requests, ArrivalSeed);
            load.Run(_plan.Rate, _plan.Seconds, cancellationToken);
            var measured = load.Run(_plan.Rate, _plan.Seconds, cancellationToken);
            return new(seconds, measured);
        }
    }
}

/// <summary>What to run.</summary>
/// <param name="Host">Runs the Functions host: <c>HOST FOLDER PORT</c>.</param>
/// <param name="Ours">The published Functions app.</param>
/// <param name="Constant">The published app that returns a constant.</param>
/// <param name="Key">A function key that the host knows.</param>
/// <param name="Data">The texts.</param>
/// <param name="Rounds">How often each is started and loaded.</param>
/// <param name="Seconds">How long each load lasts, after a warm-up of the same length.</param>
/// <param name="Rate">Requests a second that are offered.</param>
internal sealed record HostOverheadPlan(string Host, string Ours, string Constant, string Key, string Data, int Rounds, int Seconds, int Rate);

/// <summary>One app, once through.</summary>
/// <param name="StartSeconds">From before the host's process was made to its first answer.</param>
/// <param name="Load">Requests offered at the rate.</param>
internal sealed record HostRound(double StartSeconds, OfferedLoad Load);

/// <summary>A campaign.</summary>
internal sealed record HostOverheadResult(HostOverheadPlan Plan, double MeanRequestBytes, Machine Machine, IReadOnlyList<HostRound> Ours, IReadOnlyList<HostRound> Constant);
