using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving.Rollouts;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary>The last rollout of a model, and what it did.</summary>
/// <param name="Model">The model.</param>
/// <param name="State"><c>none</c>, <c>running</c>, <c>finishing</c>, <c>finished</c> or <c>aborted</c>.</param>
/// <param name="Champion">The version that is the champion now.</param>
/// <param name="Mode"><c>canary</c> or <c>shadow</c>.</param>
/// <param name="Version">The candidate.</param>
/// <param name="Alias">The alias that named it at the start.</param>
/// <param name="Percent">Its share of the requests, in percent.</param>
/// <param name="Started">When it was started, UTC.</param>
/// <param name="Changed">When it was last changed, UTC.</param>
/// <param name="Since">The figures are of requests since then.</param>
/// <param name="Instances">How many instances were counted.</param>
/// <param name="Arms">What champion and candidate did.</param>
/// <param name="Comparison">How far the two agree, of a shadow.</param>
internal sealed record RolloutAnswer(
    string Model,
    string State,
    int? Champion,
    string? Mode = null,
    int? Version = null,
    string? Alias = null,
    double? Percent = null,
    DateTimeOffset? Started = null,
    DateTimeOffset? Changed = null,
    DateTimeOffset? Since = null,
    int? Instances = null,
    RolloutArmsAnswer? Arms = null,
    ComparisonAnswer? Comparison = null)
{
    /// <summary>Puts it together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="champion">The champion now.</param>
    /// <param name="rollout">The last rollout.</param>
    /// <param name="window">What was counted.</param>
    public static RolloutAnswer Of(string model, int? champion, ModelRollout? rollout, UsageWindow window)
    {
        if (rollout is null)
            return new(model, "none", champion);
        var usage = new RolloutUsage();
        foreach (var slot in window.Slots)
        {
            if (slot.Rollouts.TryGetValue(rollout.Id, out var part))
                usage.Add(part);
        }

        return new(
            model,
            NameOf(rollout.State),
            champion,
            NameOf(rollout.Mode),
            rollout.Version,
            rollout.Alias,
            rollout.Percent,
            rollout.Started,
            rollout.Changed,
            rollout.Started > window.Since ? rollout.Started : window.Since,
            window.Instances,
            new(ArmAnswer.Of(usage.Of(RolloutArm.Champion)), ArmAnswer.Of(usage.Of(RolloutArm.Candidate))),
            rollout.Mode == RolloutMode.Shadow ? ComparisonAnswer.Of(usage) : null);
    }

    private static string NameOf(RolloutMode mode) => mode == RolloutMode.Canary ? "canary" : "shadow";

    private static string NameOf(RolloutState state) => state switch
    {
        RolloutState.Running => "running",
        RolloutState.Finishing => "finishing",
        RolloutState.Finished => "finished",
        _ => "aborted",
    };
}

/// <summary>What champion and candidate did.</summary>
/// <param name="Champion">The champion. A request that the candidate failed is counted here as well.</param>
/// <param name="Candidate">The candidate.</param>
internal sealed record RolloutArmsAnswer(ArmAnswer Champion, ArmAnswer Candidate);

/// <summary>What one of them did.</summary>
/// <param name="Requests">Requests that came to it.</param>
/// <param name="Errors">Those that it failed.</param>
/// <param name="Milliseconds">How long it took to classify, a wait for an engine included; absent before the first.</param>
internal sealed record ArmAnswer(long Requests, long Errors, QuantilesAnswer? Milliseconds)
{
    public static ArmAnswer Of(ArmUsage usage)
    {
        return new(usage.Requests, usage.Errors, At(0.5) is { } median ? new(median, At(0.95)!.Value, At(0.99)!.Value) : null);

        double? At(double share) => usage.Durations.Quantile(share)?.TotalMilliseconds;
    }
}

/// <summary>How far a shadow agrees with the champion.</summary>
/// <param name="Texts">Texts that both scored.</param>
/// <param name="Disagreements">Texts on which their labels differ.</param>
/// <param name="Rate">The share of those; absent before the first text.</param>
/// <param name="MeanAbsoluteDifference">Of the probabilities that they give to the champion's label; absent before the first text.</param>
/// <param name="Dropped">Requests that were not compared, since too many waited.</param>
internal sealed record ComparisonAnswer(long Texts, long Disagreements, double? Rate, double? MeanAbsoluteDifference, long Dropped)
{
    public static ComparisonAnswer Of(RolloutUsage usage)
    {
        var texts = usage.TextsCompared;
        return new(texts, usage.Disagreements, PerText(usage.Disagreements), PerText(usage.DifferenceSum), usage.Dropped);

        double? PerText(double sum) => texts == 0 ? null : sum / texts;
    }
}
