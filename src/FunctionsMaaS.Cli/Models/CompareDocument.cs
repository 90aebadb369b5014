using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Cli.Models;

/// <summary>One side of a comparison.</summary>
/// <param name="Model">The model as it was named.</param>
/// <param name="Version">Its version, if it was published.</param>
/// <param name="Metrics">Its figures on the common texts, see <see cref="ModelPackages.MetricsOf"/>.</param>
internal sealed record ComparedModel(string Model, int? Version, IReadOnlyDictionary<string, double> Metrics)
{
    public static ComparedModel Of(ModelSource source, ModelManifest manifest, EvaluationReport report) =>
        new(source.TitleOf(manifest), manifest.Version, ModelPackages.MetricsOf(report));
}

/// <summary>What <c>maas compare --json</c> writes; see <see cref="EvaluationComparison"/> and <see cref="GateVerdict"/>.</summary>
internal sealed record CompareDocument(
    int Documents,
    ComparedModel Champion,
    ComparedModel Challenger,
    double AccuracyDifference,
    double MacroF1Difference,
    int OnlyChampionCorrect,
    int OnlyChallengerCorrect,
    double PValue,
    GateVerdict Verdict)
{
    public static CompareDocument Of(ComparedModel champion, ComparedModel challenger, EvaluationComparison comparison, GateVerdict verdict) => new(
        comparison.Documents, champion, challenger, comparison.AccuracyDifference, comparison.MacroF1Difference,
        comparison.OnlyChampionCorrect, comparison.OnlyChallengerCorrect, comparison.PValue, verdict);
}
