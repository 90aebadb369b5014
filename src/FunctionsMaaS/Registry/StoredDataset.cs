namespace FunctionsMaaS.Registry;

/// <summary>A training set that is kept, exactly as a version was trained on it.</summary>
/// <param name="Version">Its number among those of its model, from 1.</param>
/// <param name="Name">The name of the dataset it came of.</param>
/// <param name="Digest"><see cref="Data.Dataset.Digest"/>.</param>
/// <param name="Documents">How many examples.</param>
/// <param name="Labels">How many examples of each label, in ordinal order.</param>
/// <param name="Feedback">How many of the examples are corrections.</param>
/// <param name="Created">When it was stored, UTC.</param>
public sealed record StoredDataset(
    int Version, string Name, string Digest, int Documents, IReadOnlyDictionary<string, int> Labels, int Feedback, DateTimeOffset Created);
