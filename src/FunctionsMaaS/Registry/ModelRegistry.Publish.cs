using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>
    /// Publishes a package as the next version of a model. A number is claimed first, then the payload written, the manifest last: a
    /// publisher interrupted before that leaves a number that nobody sees and the next one skips.
    /// </summary>
    /// <param name="name">The model; its first version makes it exist.</param>
    /// <param name="package">What to publish. Its manifest gets the name and the version, all else stays.</param>
    /// <param name="cancellationToken">Cancels the call; then the version exists wholly or not at all.</param>
    /// <returns>The manifest as published, with its <see cref="ModelManifest.Version"/>.</returns>
    /// <exception cref="ModelPackageException">The payload is not the one of the manifest, or the manifest breaks a rule; nothing was written.</exception>
    public async Task<ModelManifest> PublishAsync(string name, ModelPackage package, CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(name, "model name");
        ArgumentNullException.ThrowIfNull(package);
        package.Verify($"the package for '{name}'");
        _ = ManifestJson.Write(package.Manifest with { Name = name, Version = int.MaxValue });

        for (var version = await NewestNumberAsync(name, cancellationToken) + 1; ; version++)
        {
            var manifest = package.Manifest with { Name = name, Version = version };
            if (await WriteOnceAsync(RegistryLayout.Claim(name, version), ClaimDocument.Write(_time.GetUtcNow()), cancellationToken)
                && await WriteOnceAsync(RegistryLayout.Payload(name, version, manifest.Payload.File), package.Payload, cancellationToken)
                && await WriteOnceAsync(RegistryLayout.Manifest(name, version), ManifestJson.Write(manifest), cancellationToken))
            {
                Log.Published(_logger, name, version, Description, manifest.Payload.Size, manifest.Payload.Digest);
                return manifest;
            }
            Log.NumberTaken(_logger, version, name);
        }
    }

    /// <summary>The highest number in use, finished or not; 0 if there is none.</summary>
    private async Task<int> NewestNumberAsync(string name, CancellationToken cancellationToken)
    {
        var newest = 0;
        await foreach (var path in _store.ListTreeAsync(RegistryLayout.Versions(name), cancellationToken))
            newest = Math.Max(newest, RegistryLayout.VersionOf(path) ?? 0);
        return newest < int.MaxValue ? newest : throw new InvalidOperationException($"Model '{name}' has used up its version numbers: there is a version {newest}.");
    }

    /// <summary>
    /// Writes what must not be there yet. A store that repeats a request whose answer was lost finds its own first attempt: what is there
    /// with exactly this content is this write.
    /// </summary>
    private async Task<bool> WriteOnceAsync(ObjectKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (await _store.WriteAsync(key, content, WriteCondition.Absent, cancellationToken) is not null)
            return true;
        var there = await _store.ReadAsync(key, null, content.Length, cancellationToken);
        return there.Status == StoredObjectStatus.Found && there.Content.Span.SequenceEqual(content.Span);
    }
}
