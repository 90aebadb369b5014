namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>What is said of a model or a version now.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version; absent for the model as a whole.</param>
/// <param name="Description">A few sentences.</param>
/// <param name="Tags">Names and what they say.</param>
/// <param name="Archived">Whether the version is archived; absent for the model as a whole.</param>
internal sealed record AnnotationsAnswer(string Model, int? Version, string? Description, IReadOnlyDictionary<string, string> Tags, bool? Archived);
