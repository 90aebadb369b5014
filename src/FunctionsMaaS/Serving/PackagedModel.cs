using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Serving;

/// <summary>
/// The model that travels with the program: it answers for the champion of the default model while the registry has none to give, so that
/// a start survives a storage outage. Thread-safe.
/// </summary>
public sealed class PackagedModel
{
    /// <summary>Where it is looked for, beside the program, when no setting names it.</summary>
    public const string DefaultFile = "packaged.maas";

    private readonly string? _path;
    private readonly ManifestTrust? _trust;

    /// <summary>Makes it; reads nothing.</summary>
    /// <param name="serving">Says where the package is.</param>
    /// <param name="maas">Says which model it stands in for.</param>
    /// <param name="trust">Says whose signature it must have; <see langword="null"/> for nobody's.</param>
    public PackagedModel(IOptions<ServingOptions> serving, IOptions<MaasOptions> maas, ManifestTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(serving);
        ArgumentNullException.ThrowIfNull(maas);
        (_path, _trust) = (PathOf(serving.Value), trust);
        Champion = ModelReference.ToAlias(maas.Value.Model);
    }

    /// <summary>What it stands in for.</summary>
    public ModelReference Champion { get; }

    /// <summary>Whether there is a package, and it may answer for a reference.</summary>
    public bool StandsInFor(ModelReference reference) => _path is not null && reference == Champion;

    /// <summary>
    /// Reads and verifies the package. Its manifest bears the name of the model, and the version that it was published as; 0 if it never was.
    /// </summary>
    /// <exception cref="ModelPackageException">It is missing, truncated, altered, of another model, or not signed by a trusted key though it must be.</exception>
    public ModelPackage Open() => Read(_path ?? throw new ModelPackageException("No model is packaged."), Champion.Name, _trust);

    internal static string? PathOf(ServingOptions options) =>
        options.PackagedModel is { Length: > 0 } named ? DatasetPath.Resolve(named)
        : Path.Combine(AppContext.BaseDirectory, DefaultFile) is var beside && File.Exists(beside) ? beside
        : null;

    internal static ModelPackage Read(string path, string model, ManifestTrust? trust)
    {
        var package = ModelPackageFile.Read(path, trust);
        var manifest = package.Manifest;
        return manifest.Name is null || manifest.Name == model
            ? package with { Manifest = manifest with { Name = model, Version = manifest.Version ?? 0 } }
            : throw new ModelPackageException($"'{Printable.Quote(path)}' holds '{manifest.Name}' but must hold '{model}', the model of {MaasOptions.Section}:{nameof(MaasOptions.Model)}.");
    }
}
