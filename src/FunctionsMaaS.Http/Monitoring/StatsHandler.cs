using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Monitoring.Cost;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary><c>GET /api/models/{name}/stats</c>.</summary>
internal sealed class StatsHandler(
    StatsReader stats, ModelRegistry registry, IOptions<MonitoringOptions> monitoring, IOptions<CostOptions> cost, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var name = ModelsHandlers.RouteName(context);
        var champion = await ChampionAsync(name, cancellationToken);
        var staleness = champion is null ? null : await Staleness.OfAsync(registry, champion, time.GetUtcNow(), monitoring.Value, cancellationToken);
        var rollout = await registry.FindRolloutAsync(name, cancellationToken);
        var window = await stats.ReadAsync(name, cancellationToken);
        var answer = new StatsAnswerBuilder(window, champion, staleness, rollout, cost.Value).Build();
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.StatsAnswer, cancellationToken: cancellationToken);
    }

    private async Task<ModelManifest?> ChampionAsync(string name, CancellationToken cancellationToken)
    {
        if (await registry.FindAliasAsync(name, ModelReference.Champion, cancellationToken) is { } alias)
            return await registry.GetManifestAsync(name, alias.Version, cancellationToken);
        // Says which models there are if there is none of this name.
        await registry.ListVersionsAsync(name, cancellationToken);
        return null;
    }
}
