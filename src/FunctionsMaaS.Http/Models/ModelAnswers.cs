using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Models;

/// <summary>The catalogue.</summary>
internal sealed record ModelList(IReadOnlyList<ModelSummary> Models);

/// <summary>A model in the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LatestVersion">The newest version that is not archived; absent if all are.</param>
/// <param name="Aliases">Aliases and the versions they point to.</param>
internal sealed record ModelSummary(string Name, int? LatestVersion, IReadOnlyDictionary<string, int> Aliases);

/// <summary>One model with its versions, newest first.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What people say of it.</param>
/// <param name="Tags">Names and what they say; absent if there are none.</param>
/// <param name="VersionCount">How many versions there are in all; without archived ones, unless they are asked for.</param>
/// <param name="Aliases">Aliases and the versions they point to.</param>
/// <param name="Versions">The versions of this page.</param>
internal sealed record ModelDetails(
    string Name,
    string? Description,
    IReadOnlyDictionary<string, string>? Tags,
    int VersionCount,
    IReadOnlyDictionary<string, int> Aliases,
    IReadOnlyList<VersionSummary> Versions)
{
    public static ModelDetails Of(
        string name, ModelAnnotations annotations, int versionCount, IReadOnlyDictionary<string, int> aliases, IReadOnlyList<VersionSummary> versions) =>
        new(name, annotations.Description, annotations.Tags.Count > 0 ? annotations.Tags : null, versionCount, aliases, versions);
}

/// <summary>One version in a list.</summary>
internal sealed record VersionSummary(
    int Version, DateTimeOffset Created, string Recipe, int Labels, long Size, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>What people say of it.</summary>
    public string? Description { get; init; }

    /// <summary>Names and what they say; absent if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>True for a version that is archived; absent for all others.</summary>
    public bool? Archived { get; init; }

    /// <summary>Reads what a list shows of a version.</summary>
    public static async Task<VersionSummary> ReadAsync(ModelRegistry registry, string name, ListedVersion listed, CancellationToken cancellationToken)
    {
        var manifest = await registry.GetManifestAsync(name, listed.Number, cancellationToken);
        var annotations = listed.IsAnnotated ? await registry.GetAnnotationsAsync(name, listed.Number, cancellationToken) : ModelAnnotations.None;
        return new(listed.Number, manifest.Created, manifest.Recipe, manifest.Labels.Count, manifest.Payload.Size, manifest.Metrics)
        {
            Description = annotations.Description,
            Tags = annotations.Tags.Count > 0 ? annotations.Tags : null,
            Archived = listed.IsArchived ? true : null,
        };
    }
}
