using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Cli.Models;

/// <summary>What <c>maas compress --json</c> writes: the model before and after, and how often the two agree.</summary>
/// <param name="Before">The model that was compressed.</param>
/// <param name="After">What came of it.</param>
/// <param name="Documents">How many texts both were measured on; nothing without a dataset.</param>
/// <param name="LabelAgreement">The share of the texts that both give the same label, right or wrong.</param>
internal sealed record CompressDocument(CompressedSide Before, CompressedSide After, int? Documents, double? LabelAgreement)
{
    public static CompressDocument Of(ModelManifest before, ModelManifest after, EvaluationResult? measuredBefore, EvaluationResult? measuredAfter) => new(
        CompressedSide.Of(before, measuredBefore), CompressedSide.Of(after, measuredAfter), measuredAfter?.Outcomes.Count,
        measuredBefore is null || measuredAfter is null ? null : Agreement(measuredBefore.Outcomes, measuredAfter.Outcomes));

    private static double Agreement(IReadOnlyList<PredictionOutcome> before, IReadOnlyList<PredictionOutcome> after) =>
        (double)before.Zip(after).Count(pair => pair.First.Predicted == pair.Second.Predicted) / after.Count;
}

/// <summary>One side of a compression.</summary>
/// <param name="Bytes">The size of the payload.</param>
/// <param name="Parameters">The manifest's parameters.</param>
/// <param name="Metrics">Its figures on the dataset, see <see cref="ModelPackages.MetricsOf"/>; nothing without one.</param>
internal sealed record CompressedSide(long Bytes, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, double>? Metrics)
{
    public static CompressedSide Of(ModelManifest manifest, EvaluationResult? measured) =>
        new(manifest.Payload.Size, manifest.Parameters, measured is null ? null : ModelPackages.MetricsOf(measured.Report));
}
