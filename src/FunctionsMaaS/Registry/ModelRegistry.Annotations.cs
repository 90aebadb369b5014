using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    private static readonly byte[] ArchivedContent = "{}"u8.ToArray();

    /// <summary>Reads description and tags of a model or a version; there are none unless somebody gave some.</summary>
    /// <param name="name">The model; it need not exist.</param>
    /// <param name="version">The version; <see langword="null"/> for the model as a whole.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelPackageException">They are damaged.</exception>
    public async Task<ModelAnnotations> GetAnnotationsAsync(string name, int? version, CancellationToken cancellationToken = default)
    {
        EnsureThing(name, version);
        return (await ReadAnnotationsAsync(name, version, cancellationToken)).Annotations;
    }

    /// <summary>Changes description and tags of a model or a version. Changes of others at the same time are kept.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version; <see langword="null"/> for the model as a whole.</param>
    /// <param name="change">What changes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Description and tags as they are now.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">They are damaged.</exception>
    /// <exception cref="ArgumentException">There would be more than <see cref="ModelAnnotations.MaxTags"/> tags.</exception>
    public async Task<ModelAnnotations> AnnotateAsync(string name, int? version, AnnotationsChange change, CancellationToken cancellationToken = default)
    {
        EnsureThing(name, version);
        ArgumentNullException.ThrowIfNull(change);
        await EnsureThereAsync(name, version, cancellationToken);
        while (true)
        {
            var (now, etag) = await ReadAnnotationsAsync(name, version, cancellationToken);
            var next = change.ApplyTo(now);
            if (await _store.SwapAsync(RegistryLayout.Annotations(name, version), AnnotationsDocument.Write(next), etag, cancellationToken) is not null)
                return next;
        }
    }

    /// <summary>Whether a version is archived.</summary>
    public Task<bool> IsArchivedAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        _ = ModelReference.ToVersion(name, version);
        return ExistsAsync(RegistryLayout.Archived(name, version), cancellationToken);
    }

    /// <summary>
    /// Archives a version, or takes it out of the archive. An archived version is in no list unless it is asked for, and no alias may be
    /// pointed to it; it can still be named by its number. Does nothing if it is so already.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="archived">Whether it is to be archived.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="VersionConflictException">It is to be archived, and an alias points to it or a rollout tries it; it was not.</exception>
    public async Task ArchiveAsync(string name, int version, bool archived, CancellationToken cancellationToken = default)
    {
        EnsureThing(name, version);
        await EnsureThereAsync(name, version, cancellationToken);
        var marker = RegistryLayout.Archived(name, version);
        if (!archived)
        {
            await _store.DeleteAsync(marker, cancellationToken);
            return;
        }
        await EnsureUnaliasedAsync(name, version, "archived", cancellationToken);
        await EnsureNotOnTrialAsync(name, version, "archived", cancellationToken);
        await _store.WriteAsync(marker, ArchivedContent, WriteCondition.Absent, cancellationToken);
        Log.Archived(_logger, name, version);
    }

    private async Task<(ModelAnnotations Annotations, string? ETag)> ReadAnnotationsAsync(string name, int? version, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Annotations(name, version), null, AnnotationsDocument.MaxBytes, cancellationToken);
        return stored.Status == StoredObjectStatus.Absent
            ? (ModelAnnotations.None, null)
            : (AnnotationsDocument.Read(stored.Content.Span, $"{RegistryLayout.AnnotationsFile} of {(version is null ? name : $"{name}:{version}")}"), stored.ETag);
    }

    private async Task EnsureThereAsync(string name, int? version, CancellationToken cancellationToken)
    {
        if (version is not { } number)
            _ = await ListAllVersionsAsync(name, cancellationToken);
        else if (!await ExistsAsync(RegistryLayout.Manifest(name, number), cancellationToken))
            throw await NoVersionAsync(name, number, cancellationToken);
    }

    private static void EnsureThing(string name, int? version) =>
        _ = version is { } number ? ModelReference.ToVersion(name, number) : ModelReference.ToAlias(name);
}
