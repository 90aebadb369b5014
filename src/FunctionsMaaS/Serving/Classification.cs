using FunctionsMaaS.Explanation;

namespace FunctionsMaaS.Serving;

/// <summary>One class with its probability.</summary>
/// <param name="Label">The class.</param>
/// <param name="Score">Its calibrated probability, in [0, 1].</param>
public readonly record struct LabelScore(string Label, float Score);

/// <summary>What a model says of one text.</summary>
/// <param name="Label">The most probable class.</param>
/// <param name="Score">Its calibrated probability, in [0, 1].</param>
/// <param name="Scores">The most probable classes, highest first, equal ones in the order of the model's labels; all of them sum to 1.</param>
/// <param name="Explanation">Why, if it was asked for and the model can say.</param>
public sealed record Classification(string Label, float Score, IReadOnlyList<LabelScore> Scores, TextExplanation? Explanation = null);

/// <summary>The answer to one or several texts, all given by the same version.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Results">One a text, in their order.</param>
public sealed record ClassificationAnswer(string Model, int Version, IReadOnlyList<Classification> Results);
