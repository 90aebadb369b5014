namespace FunctionsMaaS.Evaluation;

/// <summary>An evaluation: the figures, and the outcome of every document in the order of the dataset.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Outcomes">One for each document; class indexes are those of <see cref="EvaluationReport.Labels"/>.</param>
public sealed record EvaluationResult(EvaluationReport Report, IReadOnlyList<PredictionOutcome> Outcomes);
