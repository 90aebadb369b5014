using FunctionsMaaS.Serving.Rollouts;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>What a rollout did in some span of time. Thread-safe.</summary>
internal sealed class RolloutUsage
{
    private const double Micro = 1e6;
    private readonly ArmUsage[] _arms = [new(), new()];
    private long _compared;
    private long _disagreements;
    private long _differenceMicros;
    private long _dropped;

    /// <summary>Texts that both arms scored.</summary>
    public long TextsCompared => Volatile.Read(ref _compared);

    /// <summary>Texts on which their labels differ.</summary>
    public long Disagreements => Volatile.Read(ref _disagreements);

    /// <summary>The sum of the absolute differences of the probabilities that they give to the champion's label.</summary>
    public double DifferenceSum => Volatile.Read(ref _differenceMicros) / Micro;

    /// <summary>Requests that were not compared, since too many waited.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Changes whenever anything is counted.</summary>
    public long Events => TextsCompared + Dropped + _arms.Sum(a => a.Requests);

    public ArmUsage Of(RolloutArm arm) => _arms[(int)arm];

    public void Compared(in ShadowComparison comparison) => Add(comparison.Texts, comparison.Disagreements, comparison.Difference, dropped: 0);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public void Add(RolloutUsage other)
    {
        Add(other.TextsCompared, other.Disagreements, other.DifferenceSum, other.Dropped);
        foreach (var arm in Enum.GetValues<RolloutArm>())
            Of(arm).Add(other.Of(arm));
    }

    public void Add(Stats.RolloutUsageDocument document)
    {
        Add(document.Compared, document.Disagreements, document.DifferenceSum, document.Dropped);
        foreach (var (arm, usage) in document.Arms)
            Of(arm).Add(usage);
    }

    private void Add(long compared, long disagreements, double difference, long dropped)
    {
        Interlocked.Add(ref _compared, compared);
        Interlocked.Add(ref _disagreements, disagreements);
        Interlocked.Add(ref _differenceMicros, (long)Math.Round(difference * Micro));
        Interlocked.Add(ref _dropped, dropped);
    }
}

/// <summary>What an arm of a rollout did. Thread-safe.</summary>
internal sealed class ArmUsage
{
    private long _requests;
    private long _errors;

    /// <summary>Requests that came to it, those it failed included.</summary>
    public long Requests => Volatile.Read(ref _requests);

    public long Errors => Volatile.Read(ref _errors);

    public DurationCounts Durations { get; } = new();

    public void Add(TimeSpan elapsed, bool failed)
    {
        Interlocked.Increment(ref _requests);
        if (failed)
            Interlocked.Increment(ref _errors);
        else
            Durations.Add(elapsed);
    }

    public void Add(ArmUsage other)
    {
        Interlocked.Add(ref _requests, other.Requests);
        Interlocked.Add(ref _errors, other.Errors);
        Durations.Add(other.Durations);
    }

    public void Add(Stats.ArmDocument document)
    {
        Interlocked.Add(ref _requests, document.Requests);
        Interlocked.Add(ref _errors, document.Errors);
        Durations.AddSparse(document.Durations);
    }
}
