namespace FunctionsMaaS.Registry;

/// <summary>A version in the list of a model.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsArchived">Whether it is archived.</param>
/// <param name="IsAnnotated">Whether it has a description or tags, or had.</param>
public sealed record ListedVersion(int Number, bool IsArchived, bool IsAnnotated);

/// <summary>A model in the list of a registry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LatestVersion">Its newest version that is not archived; <see langword="null"/> if all are.</param>
public sealed record ListedModel(string Name, int? LatestVersion);
