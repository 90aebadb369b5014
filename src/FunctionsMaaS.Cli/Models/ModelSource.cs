using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Models;

/// <summary>Where the user says a model is: a package file, or a registry.</summary>
internal abstract record ModelSource
{
    /// <summary>An existing file, or anything with a folder or an extension in it, is a file; everything else is a reference.</summary>
    /// <exception cref="ArgumentException">It is taken for a reference and is none.</exception>
    public static ModelSource Parse(string text) =>
        File.Exists(text) || text.AsSpan().ContainsAny('/', '\\') || Path.HasExtension(text)
            ? new PackageFile(text)
            : new RegisteredModel(ModelReference.Parse(text));

    /// <summary>Reads the whole model and verifies it.</summary>
    public abstract Task<ModelPackage> OpenAsync(MaasServices services, CancellationToken cancellationToken);

    /// <summary>Reads what is said about the model.</summary>
    public abstract Task<ModelManifest> ReadManifestAsync(MaasServices services, CancellationToken cancellationToken);

    /// <summary>Finds out whether what <see cref="ReadManifestAsync"/> read is signed, and by whom.</summary>
    public abstract Task<SignatureStatus> ReadSignatureAsync(MaasServices services, ModelManifest manifest, CancellationToken cancellationToken);

    /// <summary>What to call a model that came from here.</summary>
    public abstract string NameOf(ModelManifest manifest);

    /// <summary>The same with its version, if it has one.</summary>
    public string TitleOf(ModelManifest manifest) => manifest.Version is { } version ? $"{NameOf(manifest)}:{version}" : NameOf(manifest);
}

/// <summary>A package file.</summary>
internal sealed record PackageFile(string FilePath) : ModelSource
{
    public override Task<ModelPackage> OpenAsync(MaasServices services, CancellationToken cancellationToken) =>
        Task.Run(() => ModelPackageFile.Read(FilePath), cancellationToken);

    public override async Task<ModelManifest> ReadManifestAsync(MaasServices services, CancellationToken cancellationToken) =>
        (await OpenAsync(services, cancellationToken)).Manifest;

    public override Task<SignatureStatus> ReadSignatureAsync(MaasServices services, ModelManifest manifest, CancellationToken cancellationToken) =>
        Task.Run(() => ModelPackageFile.ReadSignature(FilePath, services.Trust), cancellationToken);

    public override string NameOf(ModelManifest manifest) => manifest.Name ?? Path.GetFileName(FilePath);

    public override string ToString() => FilePath;
}

/// <summary>A version in the registry, by number or alias.</summary>
internal sealed record RegisteredModel(ModelReference Reference) : ModelSource
{
    public override async Task<ModelPackage> OpenAsync(MaasServices services, CancellationToken cancellationToken)
    {
        var found = await services.Registry.ResolveAsync(Reference, cancellationToken);
        return await services.Registry.OpenAsync(found.Name, found.Version, cancellationToken);
    }

    public override async Task<ModelManifest> ReadManifestAsync(MaasServices services, CancellationToken cancellationToken)
    {
        var found = await services.Registry.ResolveAsync(Reference, cancellationToken);
        return await services.Registry.GetManifestAsync(found.Name, found.Version, cancellationToken);
    }

    public override Task<SignatureStatus> ReadSignatureAsync(MaasServices services, ModelManifest manifest, CancellationToken cancellationToken) =>
        services.Registry.GetSignatureAsync(Reference.Name, manifest.Version!.Value, cancellationToken);

    public override string NameOf(ModelManifest manifest) => Reference.Name;

    public override string ToString() => Reference.ToString();
}
