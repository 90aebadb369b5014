using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>Finds out whether a version is signed, and by whom.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">The manifest is too large.</exception>
    public async Task<SignatureStatus> GetSignatureAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        var reference = ModelReference.ToVersion(name, version);
        var stored = await ReadManifestBytesAsync(reference, unlessETag: null, cancellationToken);
        return await StatusOfAsync(reference, stored, cancellationToken);
    }

    /// <summary>Reads the manifest of a version to be shown, as <see cref="GetManifestAsync"/> does, and finds out whether it is signed, and by whom.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">The manifest is truncated, altered, of a newer format, or belongs to another version.</exception>
    public async Task<(ModelManifest Manifest, SignatureStatus Signature)> GetManifestWithSignatureAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        var reference = ModelReference.ToVersion(name, version);
        var stored = await ReadManifestBytesAsync(reference, unlessETag: null, cancellationToken);
        return (ParseManifest(reference, stored.Content.Span), await StatusOfAsync(reference, stored, cancellationToken));
    }

    private async Task<SignatureStatus> StatusOfAsync(ModelReference reference, StoredObject manifest, CancellationToken cancellationToken)
    {
        var signature = await ReadSignatureAsync(reference, cancellationToken);
        return _trust.StatusOf(manifest.Content.Span, signature, reference.ToString());
    }

    /// <summary>Refuses a version that is not signed by a trusted key, where that is required, before anything of it is parsed.</summary>
    private async Task EnsureSignedAsync(ModelReference reference, ReadOnlyMemory<byte> manifest, CancellationToken cancellationToken)
    {
        if (!_trust.IsRequired)
            return;
        var signature = await ReadSignatureAsync(reference, cancellationToken);
        try
        {
            _trust.Check(manifest.Span, signature, reference.ToString());
        }
        catch (ModelSignatureException refused)
        {
            Log.SignatureRefused(_logger, reference.Name, reference.Version!.Value, Description, refused.Message);
            throw;
        }
    }

    /// <summary>The file of a signature, or <see langword="null"/> if there is none. One that is too large to be one is cut, and so refused.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadSignatureAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Signature(reference.Name, reference.Version!.Value), null, ManifestSignature.MaxBytes, cancellationToken);
        return stored.Status switch
        {
            StoredObjectStatus.Absent => (ReadOnlyMemory<byte>?)null,
            StoredObjectStatus.TooLarge => new byte[ManifestSignature.MaxBytes + 1],
            _ => stored.Content,
        };
    }
}
