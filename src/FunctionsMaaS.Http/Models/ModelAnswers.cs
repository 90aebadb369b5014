using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Http.Models;

/// <summary>The catalogue.</summary>
internal sealed record ModelList(IReadOnlyList<ModelSummary> Models);

/// <summary>A model in the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LatestVersion">The newest version.</param>
/// <param name="Aliases">Aliases and the versions they point to.</param>
internal sealed record ModelSummary(string Name, int LatestVersion, IReadOnlyDictionary<string, int> Aliases);

/// <summary>One model with its versions, newest first.</summary>
/// <param name="Name">Its name.</param>
/// <param name="VersionCount">How many versions there are in all.</param>
/// <param name="Aliases">Aliases and the versions they point to.</param>
/// <param name="Versions">The versions of this page.</param>
internal sealed record ModelDetails(string Name, int VersionCount, IReadOnlyDictionary<string, int> Aliases, IReadOnlyList<VersionSummary> Versions);

/// <summary>One version in a list.</summary>
internal sealed record VersionSummary(
    int Version, DateTimeOffset Created, string Recipe, int Labels, long Size, IReadOnlyDictionary<string, double> Metrics)
{
    public static VersionSummary Of(ModelManifest manifest) =>
        new(manifest.Version!.Value, manifest.Created, manifest.Recipe, manifest.Labels.Count, manifest.Payload.Size, manifest.Metrics);
}
