using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Serving.Rollouts;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>One rollout.</summary>
internal sealed record RolloutUsageDocument
{
    public required IReadOnlyDictionary<RolloutArm, ArmDocument> Arms { get; init; }

    public required long Compared { get; init; }

    public required long Disagreements { get; init; }

    public required double DifferenceSum { get; init; }

    public required long Dropped { get; init; }

    public static RolloutUsageDocument Of(RolloutUsage usage) => new()
    {
        Arms = Enum.GetValues<RolloutArm>().ToDictionary(arm => arm, arm => ArmDocument.Of(usage.Of(arm))),
        Compared = usage.TextsCompared,
        Disagreements = usage.Disagreements,
        DifferenceSum = usage.DifferenceSum,
        Dropped = usage.Dropped,
    };
}

/// <summary>One arm of a rollout.</summary>
internal sealed record ArmDocument(long Requests, long Errors, SortedDictionary<int, long> Durations)
{
    public static ArmDocument Of(ArmUsage usage) => new(usage.Requests, usage.Errors, usage.Durations.ToSparse());
}
