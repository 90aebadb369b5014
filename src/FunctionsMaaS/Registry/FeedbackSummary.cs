namespace FunctionsMaaS.Registry;

/// <summary>The examples that one key sent.</summary>
/// <param name="Key">The id of the key, or <see cref="FeedbackFilter.NoKey"/>.</param>
/// <param name="Examples">How many.</param>
/// <param name="First">When the first was received, UTC.</param>
/// <param name="Last">When the last was received, UTC.</param>
/// <param name="Labels">How many of each label, in ordinal order.</param>
public sealed record FeedbackContributor(string Key, int Examples, DateTimeOffset First, DateTimeOffset Last, IReadOnlyDictionary<string, int> Labels);
