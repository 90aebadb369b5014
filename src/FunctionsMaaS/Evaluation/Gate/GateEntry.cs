namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>One of the two models at the gate.</summary>
/// <param name="Evaluation">How it did on the held-out texts.</param>
/// <param name="PayloadBytes">The size of its payload.</param>
public sealed record GateEntry(EvaluationResult Evaluation, long PayloadBytes);
