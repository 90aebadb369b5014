using FunctionsMaaS.Packaging;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Feedback;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>How a retraining ended.</summary>
/// <param name="Model">The model.</param>
/// <param name="Outcome"><c>promoted</c>, <c>kept</c> or <c>up-to-date</c>; of a version that was made again, <c>reproduced</c> or <c>not-reproduced</c>.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Version">The version that was published, or made again, if any.</param>
/// <param name="Champion">The version that answers now.</param>
/// <param name="Metrics">The new version's metrics.</param>
/// <param name="ChampionMetrics">The metrics of the version it was compared with, on the same texts.</param>
/// <param name="Verdict">How the new version was judged, check by check.</param>
/// <param name="Feedback">What became of the corrections; absent if they are not used.</param>
internal sealed record RetrainAnswer(
    string Model,
    string Outcome,
    string Reason,
    int? Version,
    int? Champion,
    IReadOnlyDictionary<string, double>? Metrics,
    IReadOnlyDictionary<string, double>? ChampionMetrics,
    ModelVerdict? Verdict,
    FeedbackUse? Feedback)
{
    public static RetrainAnswer Of(string model, RetrainingOutcome outcome) => new(
        model, outcome.Status.Name(), outcome.Reason, outcome.Version, outcome.Champion, outcome.Metrics, outcome.ChampionMetrics, outcome.Verdict, outcome.Feedback);

    public static RetrainAnswer Of(string model, Reproduction reproduction) =>
        new(model, reproduction.Outcome, reproduction.Reason, reproduction.Version, null, null, null, null, null);
}
