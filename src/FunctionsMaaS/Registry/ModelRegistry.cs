using System.Collections.Concurrent;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsMaaS.Registry;

/// <summary>
/// The models there are: immutable versions, and aliases that move between them. A version is there wholly or not at all, whoever is
/// interrupted. Thread-safe, and safe with any number of other processes on the same store.
/// </summary>
/// <remarks>
/// Besides what they name, all methods throw <see cref="ArgumentException"/> for a name that is not allowed (see
/// <see cref="ModelReference.EnsureName"/>), <see cref="RegistryUnavailableException"/> when the storage cannot be reached, and
/// <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed partial class ModelRegistry
{
    private const int MaxNamed = 10;

    private readonly IObjectStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Ledger _ledger;
    private readonly ManifestTrust _trust;

    /// <summary>The models whose interrupted deletions this process has finished.</summary>
    private readonly ConcurrentDictionary<string, bool> _finished = new(StringComparer.Ordinal);

    /// <summary>Makes a registry over a store. Touches nothing.</summary>
    /// <param name="store">Where the models are.</param>
    /// <param name="time">Tells when aliases are moved.</param>
    /// <param name="logger">Told of what is published and moved.</param>
    /// <param name="trust">Signs what is published, and says which signatures are required; <see langword="null"/> for none.</param>
    public ModelRegistry(IObjectStore store, TimeProvider time, ILogger<ModelRegistry>? logger = null, ManifestTrust? trust = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        _store = store;
        _time = time;
        _logger = logger ?? NullLogger<ModelRegistry>.Instance;
        _ledger = new(store, time, _logger);
        _trust = trust ?? ManifestTrust.None;
    }

    /// <summary>Where this registry is, for messages and logs; contains no secret.</summary>
    public string Description => _store.Description;

    /// <summary>Lists the models that have at least one version, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default) =>
        [.. (await ListLatestAsync(cancellationToken)).Select(model => model.Name)];

    /// <summary>Lists the models that have at least one version, in ordinal order, each with its newest.</summary>
    public async Task<IReadOnlyList<ListedModel>> ListLatestAsync(CancellationToken cancellationToken = default)
    {
        var models = new List<ListedModel>();
        await foreach (var name in _store.ListFoldersAsync(RegistryLayout.Models, cancellationToken))
        {
            if (ModelReference.IsName(name) && await VersionsAsync(name, cancellationToken) is { Count: > 0 } versions)
                models.Add(new(name, versions.FirstOrDefault(v => !v.IsArchived)?.Number));
        }
        return models;
    }

    /// <summary>Lists the versions of a model that are not archived, newest first.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    public async Task<IReadOnlyList<int>> ListVersionsAsync(string name, CancellationToken cancellationToken = default) =>
        [.. (await ListAllVersionsAsync(name, cancellationToken)).Where(v => !v.IsArchived).Select(v => v.Number)];

    /// <summary>Lists the versions of a model, newest first, archived ones too. Reads none of them.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    public async Task<IReadOnlyList<ListedVersion>> ListAllVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        var versions = await VersionsAsync(ModelReference.EnsureName(name, "model name"), cancellationToken);
        return versions.Count > 0 ? versions : throw await NoModelAsync(name, cancellationToken);
    }

    /// <summary>Reads the manifest of a version to be shown, signed or not; what is used comes from <see cref="OpenAsync"/>.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">The manifest is truncated, altered, of a newer format, or belongs to another version.</exception>
    public async Task<ModelManifest> GetManifestAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        var reference = ModelReference.ToVersion(name, version);
        var stored = await ReadManifestBytesAsync(reference, unlessETag: null, cancellationToken);
        return ParseManifest(reference, stored.Content.Span);
    }

    /// <summary>Reads a version whole and verifies it: first its signature, where that is required.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelSignatureException">It is not signed by a trusted key.</exception>
    /// <exception cref="ModelPackageException">The manifest or the payload is missing, truncated or altered.</exception>
    public async Task<ModelPackage> OpenAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        var reference = ModelReference.ToVersion(name, version);
        var stored = await ReadManifestBytesAsync(reference, unlessETag: null, cancellationToken);
        await EnsureSignedAsync(reference, stored.Content, cancellationToken);
        var manifest = ParseManifest(reference, stored.Content.Span);
        var (file, size) = (manifest.Payload.File, manifest.Payload.Size);
        var payload = await _store.ReadAsync(RegistryLayout.Payload(name, version, file), null, size, cancellationToken);
        return payload.Status switch
        {
            // Manifest and payload went between the two reads, or the payload alone is missing.
            StoredObjectStatus.Absent when !await ExistsAsync(RegistryLayout.Manifest(name, version), cancellationToken) => throw await NoVersionAsync(name, version, cancellationToken),
            StoredObjectStatus.Absent => throw new ModelPackageException($"{file} of {name}:{version} is missing."),
            StoredObjectStatus.TooLarge => throw new ModelPackageException($"{file} of {name}:{version} is altered: it is longer than the {size} bytes its manifest says."),
            _ => new ModelPackage(manifest, payload.Content).Verify($"{name}:{version}"),
        };
    }

    /// <summary>Takes an exclusive lease for some work on a model, such as its retraining, across all processes on the same store.</summary>
    /// <param name="name">The model; it need not exist yet.</param>
    /// <param name="purpose">The work, spelt like a name.</param>
    /// <param name="cancellationToken">Cancels the call, not the lease.</param>
    /// <returns>The lease, or <see langword="null"/> if somebody else is at it.</returns>
    public Task<IStoreLease?> TryAcquireLeaseAsync(string name, string purpose, CancellationToken cancellationToken = default) =>
        _store.TryAcquireLeaseAsync(
            RegistryLayout.Lease(ModelReference.EnsureName(name, "model name"), ModelReference.EnsureName(purpose, "purpose")), cancellationToken);

    private async Task<StoredObject> ReadManifestBytesAsync(ModelReference reference, string? unlessETag, CancellationToken cancellationToken)
    {
        var (name, version) = (reference.Name, reference.Version!.Value);
        var stored = await _store.ReadAsync(RegistryLayout.Manifest(name, version), unlessETag, ManifestJson.MaxBytes, cancellationToken);
        return stored.Status switch
        {
            StoredObjectStatus.Absent => throw await NoVersionAsync(name, version, cancellationToken),
            StoredObjectStatus.TooLarge => throw new ModelPackageException($"{ManifestJson.FileName} of {reference} is too large: at most {ManifestJson.MaxBytes} bytes are allowed."),
            _ => stored,
        };
    }

    private static ModelManifest ParseManifest(ModelReference reference, ReadOnlySpan<byte> json)
    {
        var manifest = ManifestJson.Read(json, $"{ManifestJson.FileName} of {reference}");
        return manifest.Name == reference.Name && manifest.Version == reference.Version
            ? manifest
            : throw new ModelPackageException($"{ManifestJson.FileName} of {reference} belongs to {Printable.Quote(manifest.Name)}:{manifest.Version}: it was copied or moved here by hand.");
    }

    /// <summary>The versions there are, newest first. One whose deletion was decided and then interrupted is none.</summary>
    private async Task<IReadOnlyList<ListedVersion>> VersionsAsync(string name, CancellationToken cancellationToken)
    {
        var versions = new List<ListedVersion>();
        foreach (var folder in (await FoldersAsync(name, cancellationToken)).Where(f => f.HasManifest))
        {
            if (!folder.HasDeletion || await ReadDeletionAsync(name, folder.Number, cancellationToken) is not ({ State: DeletionState.Decided }, _))
                versions.Add(new(folder.Number, folder.IsArchived, folder.HasAnnotations));
        }
        versions.Sort(static (a, b) => b.Number.CompareTo(a.Number));
        return versions;
    }

    /// <summary>The folders below the versions of a model, in no order, by one listing.</summary>
    private async Task<IReadOnlyCollection<VersionFolder>> FoldersAsync(string name, CancellationToken cancellationToken)
    {
        var folders = new Dictionary<int, VersionFolder>();
        await foreach (var path in _store.ListTreeAsync(RegistryLayout.Versions(name), cancellationToken))
        {
            if (RegistryLayout.VersionOf(path) is not { } number || RegistryLayout.FileOf(path) is not { } file)
                continue;
            if (!folders.TryGetValue(number, out var folder))
                folders.Add(number, folder = new(number));
            folder.Add(file);
        }
        return folders.Values;
    }

    /// <summary>One listing, however many models there are: anybody can ask for what is not there.</summary>
    private async Task<ModelNotFoundException> NoModelAsync(string name, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        await foreach (var other in _store.ListFoldersAsync(RegistryLayout.Models, cancellationToken))
        {
            if (other != name && ModelReference.IsName(other))
                others.Add(other);
        }
        return new($"There is no model '{name}' in {Description}; {(others.Count == 0 ? "it is empty" : $"there is {Named(others)}")}.");
    }

    private async Task<ModelNotFoundException> NoVersionAsync(string name, int version, CancellationToken cancellationToken)
    {
        if (await ReadDeletionAsync(name, version, cancellationToken) is ({ State: DeletionState.Decided } deletion, _))
            return Deleted(name, version, deletion);
        var versions = await VersionsAsync(name, cancellationToken);
        return versions.Count == 0
            ? await NoModelAsync(name, cancellationToken)
            : new($"Model '{name}' has no version {version}; it has {Named([.. versions.Select(v => v.Number)])}.");
    }

    /// <summary>What there is, for a message: all of it, or as much as one can read.</summary>
    private static string Named<T>(IReadOnlyList<T> things)
    {
        var shown = string.Join(", ", things.Take(MaxNamed));
        return things.Count <= MaxNamed ? shown : $"{shown} and {things.Count - MaxNamed} more";
    }
}
