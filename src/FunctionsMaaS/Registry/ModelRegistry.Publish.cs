using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <inheritdoc cref="PublishAsync(string, ModelPackage, LedgerNote, CancellationToken)"/>
    /// <remarks>The ledger says that it was done by <see cref="LedgerNote.Local"/>.</remarks>
    public Task<ModelManifest> PublishAsync(string name, ModelPackage package, CancellationToken cancellationToken = default) =>
        PublishAsync(name, package, LedgerNote.Local, cancellationToken);

    /// <summary>
    /// Publishes a package as the next version of a model. A number is claimed first, then payload, ledger entry and signature written, the
    /// manifest last: a publisher interrupted before that leaves a number that nobody sees and the next one skips.
    /// </summary>
    /// <param name="name">The model; its first version makes it exist.</param>
    /// <param name="package">What to publish. Its manifest gets the name and the version, all else stays.</param>
    /// <param name="note">Who publishes it, and why.</param>
    /// <param name="cancellationToken">Cancels the call; then the version exists wholly or not at all.</param>
    /// <returns>The manifest as published, with its <see cref="ModelManifest.Version"/>.</returns>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule; nothing was written.</exception>
    /// <exception cref="ModelSignatureException">Only signed versions are used here, and there is no key to sign with; nothing was written.</exception>
    public async Task<ModelManifest> PublishAsync(string name, ModelPackage package, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(name, "model name");
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(note);
        _trust.EnsureCanMake($"The next version of '{name}'");
        package.Verify($"the package for '{name}'");
        _ = ManifestJson.Write(package.Manifest with { Name = name, Version = int.MaxValue });

        for (var version = await NewestNumberAsync(name, cancellationToken) + 1; ; version++)
        {
            var manifest = package.Manifest with { Name = name, Version = version };
            if (await TryWriteAsync(manifest, package.Payload, note, cancellationToken))
            {
                Log.Published(_logger, name, version, Description, manifest.Payload.Size, manifest.Payload.Digest);
                return manifest;
            }
            Log.NumberTaken(_logger, version, name);
        }
    }

    private async Task<bool> TryWriteAsync(ModelManifest manifest, ReadOnlyMemory<byte> payload, LedgerNote note, CancellationToken cancellationToken)
    {
        var (name, version, json) = (manifest.Name!, manifest.Version!.Value, ManifestJson.Write(manifest));
        if (!await _store.WriteOnceAsync(RegistryLayout.Claim(name, version), ClaimDocument.Write(_time.GetUtcNow()), cancellationToken)
            || !await _store.WriteOnceAsync(RegistryLayout.Payload(name, version, manifest.Payload.File), payload, cancellationToken))
            return false;
        await _ledger.AppendAsync(name, LedgerDocument.Of(LedgerAction.Publish, note) with { To = version }, cancellationToken);
        if (_trust.Sign(json) is { } signature && !await _store.WriteOnceAsync(RegistryLayout.Signature(name, version), signature.Write(), cancellationToken))
            return false;
        return await _store.WriteOnceAsync(RegistryLayout.Manifest(name, version), json, cancellationToken);
    }

    /// <summary>The highest number in use, finished or not; 0 if there is none.</summary>
    private async Task<int> NewestNumberAsync(string name, CancellationToken cancellationToken)
    {
        var newest = 0;
        await foreach (var path in _store.ListTreeAsync(RegistryLayout.Versions(name), cancellationToken))
            newest = Math.Max(newest, RegistryLayout.VersionOf(path) ?? 0);
        return newest < int.MaxValue ? newest : throw new InvalidOperationException($"Model '{name}' has used up its version numbers: there is a version {newest}.");
    }
}
