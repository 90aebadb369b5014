namespace FunctionsMaaS.Monitoring.Drift;

/// <summary>How far what a model says now is from what it said of held-out training texts.</summary>
public enum DriftLevel
{
    /// <summary>There is no baseline, or there are too few texts to tell drift from chance.</summary>
    Unknown,

    /// <summary>No index reaches <see cref="PopulationStability.Moderate"/>.</summary>
    None,

    /// <summary>One does.</summary>
    Moderate,

    /// <summary>One reaches <see cref="PopulationStability.Significant"/>.</summary>
    Significant,
}

/// <summary>A comparison.</summary>
/// <param name="Level">Its outcome.</param>
/// <param name="LabelPsi">The index of the label mix; <see langword="null"/> if unknown.</param>
/// <param name="ConfidencePsi">The index of the confidences.</param>
/// <param name="UnknownPsi">The index of the out-of-vocabulary rates; <see langword="null"/> too if the model has none.</param>
/// <param name="Documents">How many texts were compared.</param>
/// <param name="Needed">How many are needed; <see langword="null"/> if no number is enough, as the baseline is too small or missing.</param>
/// <param name="BaselineDocuments">How many texts the baseline is of; <see langword="null"/> without one.</param>
public sealed record DriftReport(
    DriftLevel Level, double? LabelPsi, double? ConfidencePsi, double? UnknownPsi, long Documents, long? Needed, int? BaselineDocuments)
{
    /// <summary>The greatest index; <see langword="null"/> if none is known.</summary>
    public double? GreatestPsi => new[] { LabelPsi, ConfidencePsi, UnknownPsi }.Max();
}
