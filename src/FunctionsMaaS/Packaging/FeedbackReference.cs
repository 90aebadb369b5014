namespace FunctionsMaaS.Packaging;

/// <summary>The corrected examples that a model was trained on, beside its dataset.</summary>
/// <param name="Examples">How many were learned from; they are among the documents of the dataset.</param>
/// <param name="Quarantined">How many were kept out, since the dataset did not have their label.</param>
/// <param name="Digest"><see cref="Data.Dataset.Digest"/> of those learned from; <see langword="null"/> if there were none.</param>
/// <param name="Contributors">The ids of the keys that sent them, with the number of texts; <c>-</c> for those sent without a key. A text that two sent counts for both.</param>
public sealed record FeedbackReference(int Examples, int Quarantined, string? Digest, IReadOnlyDictionary<string, int> Contributors);
