namespace FunctionsMaaS.Data;

/// <summary>What a source holds: examples to learn from and, where the source keeps them apart, examples to measure on.</summary>
/// <param name="Train">The examples to learn from.</param>
/// <param name="Test">The held-out examples (a <c>test</c> folder beside <c>train</c>), or <see langword="null"/> when the source has one part only.</param>
public sealed record DatasetParts(Dataset Train, Dataset? Test);
