using FunctionsMaaS.Serving;

namespace FunctionsMaaS.Http.Classify;

/// <summary>The answer to one text.</summary>
/// <param name="Model">The model that answered.</param>
/// <param name="Version">Its version.</param>
/// <param name="Label">The most probable class.</param>
/// <param name="Score">Its calibrated probability.</param>
/// <param name="Scores">The most probable classes, highest first.</param>
/// <param name="Explanation">Why, if it was asked for.</param>
internal sealed record ClassifyAnswer(
    string Model, int Version, string Label, float Score, IReadOnlyList<LabelScore> Scores, ExplanationAnswer? Explanation);

/// <summary>The answer to several texts, in their order, all by one version.</summary>
internal sealed record ClassifyBatchAnswer(string Model, int Version, IReadOnlyList<ClassifyResult> Results);

/// <summary>One text of a batch.</summary>
internal sealed record ClassifyResult(string Label, float Score, IReadOnlyList<LabelScore> Scores, ExplanationAnswer? Explanation);
