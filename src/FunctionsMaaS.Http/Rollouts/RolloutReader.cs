using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary>Says how the rollout of a model stands, over all instances.</summary>
internal sealed class RolloutReader(ModelRegistry registry, StatsReader stats)
{
    /// <returns>How it stands, and the ETag of the rollout if there ever was one.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    public async Task<(RolloutAnswer Answer, string? ETag)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var champion = await registry.FindAliasAsync(name, ModelReference.Champion, cancellationToken);
        if (champion is null)
            _ = await registry.ListVersionsAsync(name, cancellationToken);
        var rollout = await registry.FindRolloutAsync(name, cancellationToken);
        return (RolloutAnswer.Of(name, champion?.Version, rollout, await stats.ReadAsync(name, cancellationToken)), rollout?.ETag);
    }
}
