using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>What a pool has loaded for one reference.</summary>
/// <param name="Reference">The model with its alias or version.</param>
/// <param name="Manifest">The version that answers.</param>
/// <param name="Checked">When the registry last confirmed or changed it, UTC; <see cref="DateTimeOffset.MinValue"/> if it never did.</param>
/// <param name="Loads">How many versions were published for it, the first included.</param>
/// <param name="Failures">How many lookups or loads failed.</param>
/// <param name="LastFailure">Why the last lookup or load failed; <see langword="null"/> if it succeeded.</param>
/// <param name="EnginesInUse">Leases that are out.</param>
public sealed record LoadedModel(
    ModelReference Reference, ModelManifest Manifest, DateTimeOffset Checked, long Loads, long Failures, string? LastFailure, int EnginesInUse)
{
    /// <summary>Whether the model in the package of the program stands in, as the registry has given none yet.</summary>
    public bool IsPackaged { get; init; }
}
