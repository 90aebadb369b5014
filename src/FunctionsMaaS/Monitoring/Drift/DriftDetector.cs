using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Monitoring.Drift;

/// <summary>Compares the answers of a version with its baseline.</summary>
internal static class DriftDetector
{
    /// <summary>The comparison.</summary>
    /// <param name="baseline">The version's baseline; <see langword="null"/> if it has none.</param>
    /// <param name="current">The version's answers; <see langword="null"/> if it gave none.</param>
    public static DriftReport Compare(PredictionBaseline? baseline, VersionUsage? current)
    {
        var documents = current?.Texts ?? 0;
        if (baseline is null)
            return new(DriftLevel.Unknown, null, null, null, documents, null, null);
        var needed = Needed(baseline);
        if (current is null || needed is null || documents < needed)
            return new(DriftLevel.Unknown, null, null, null, documents, needed, baseline.Documents);
        var label = PopulationStability.Corrected(baseline.Labels, current.Labels);
        var confidence = PopulationStability.Corrected(baseline.Confidence, current.Confidence);
        var unknown = baseline.Unknown is null ? null : PopulationStability.Corrected(baseline.Unknown, current.Unknown);
        var report = new DriftReport(DriftLevel.Unknown, label, confidence, unknown, documents, needed, baseline.Documents);
        return report with { Level = LevelOf(report.GreatestPsi) };
    }

    private static long? Needed(PredictionBaseline baseline)
    {
        IEnumerable<IReadOnlyList<long>> signals = baseline.Unknown is null ? [baseline.Labels, baseline.Confidence] : [baseline.Labels, baseline.Confidence, baseline.Unknown];
        var needed = signals.Select(PopulationStability.Needed).ToList();
        return needed.Contains(null) ? null : needed.Max();
    }

    private static DriftLevel LevelOf(double? psi) => psi switch
    {
        null => DriftLevel.Unknown,
        >= PopulationStability.Significant => DriftLevel.Significant,
        >= PopulationStability.Moderate => DriftLevel.Moderate,
        _ => DriftLevel.None,
    };
}
