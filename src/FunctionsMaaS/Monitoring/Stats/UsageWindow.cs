using FunctionsMaaS.Monitoring.Usage;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>What all instances counted of one model in a window.</summary>
/// <param name="Model">The model.</param>
/// <param name="Since">Where the window begins, UTC.</param>
/// <param name="Until">Where it ends, UTC.</param>
/// <param name="Instances">How many instances were counted.</param>
/// <param name="CountingSince">Since when anybody counted, not before <paramref name="Since"/>.</param>
/// <param name="Slots">The minutes and hours of all instances.</param>
internal sealed record UsageWindow(
    string Model, DateTimeOffset Since, DateTimeOffset Until, int Instances, DateTimeOffset CountingSince, IReadOnlyList<UsageSlot> Slots)
{
    private static readonly TimeSpan DriftSpan = TimeSpan.FromMinutes(15);

    /// <summary>The whole window as one.</summary>
    public UsageSlot Total { get; } = UsageSlot.Sum(Slots, Since);

    /// <summary>The minutes of the last hour that had traffic, the oldest first; all instances together.</summary>
    public IReadOnlyList<UsageSlot> Minutes { get; } =
    [
        .. Slots.Where(s => s.Length == UsageSlot.Minute && s.Start > Until - UsageSlot.Hour)
            .GroupBy(s => s.Start).OrderBy(g => g.Key)
            .Select(g => UsageSlot.Sum(g, g.Key)),
    ];

    /// <summary>What a version did in the quarter of an hour that ends with a minute; <see langword="null"/> if nothing.</summary>
    public VersionUsage? QuarterOf(UsageSlot minute, int version) =>
        UsageSlot.SumOf(Minutes.Where(m => m.Start > minute.Start - DriftSpan && m.Start <= minute.Start), version);
}
