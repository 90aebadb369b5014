using System.Globalization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>
    /// Deletes a version that no alias points to. The ledger entry is written first, then that a deletion has begun; every alias is fenced,
    /// so that whoever is about to point one to the version has to look again; then the deletion is decided, and manifest and payload go.
    /// An interrupted deletion that was decided is finished by the next of any version; one that was not is as if it had never begun.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version; its number is never used again.</param>
    /// <param name="note">Who deletes it, and why.</param>
    /// <param name="cancellationToken">Cancels the call; then the version is there wholly, or is not there.</param>
    /// <exception cref="ModelNotFoundException">There is no such model or version, or it was deleted before.</exception>
    /// <exception cref="VersionConflictException">An alias points to it, or somebody else deletes it or points an alias to it at this moment; it was not deleted.</exception>
    /// <exception cref="ModelPackageException">An alias or the record of an earlier deletion is damaged; nothing was deleted.</exception>
    public async Task<VersionDeletion> DeleteAsync(string name, int version, LedgerNote note, CancellationToken cancellationToken = default)
    {
        _ = ModelReference.ToVersion(name, version);
        ArgumentNullException.ThrowIfNull(note);
        if (await FinishDeletionsAsync(name, version, cancellationToken) is { } finished)
            return finished;
        if (!await ExistsAsync(RegistryLayout.Manifest(name, version), cancellationToken))
            throw await NoVersionAsync(name, version, cancellationToken);
        await EnsureUnaliasedAsync(name, version, "deleted", cancellationToken);

        var (before, etag) = await ReadDeletionAsync(name, version, cancellationToken);
        var entry = await _ledger.AppendAsync(name, LedgerDocument.Of(LedgerAction.Delete, note) with { From = version }, cancellationToken);
        var begun = DeletionDocument.Begin(entry);
        if (before?.State == DeletionState.Decided || await SwapDeletionAsync(name, version, begun, etag, cancellationToken) is not { } begunETag)
            throw await OvertakenAsync(name, version, cancellationToken);
        await FenceOrCallOffAsync(name, version, begun, begunETag, cancellationToken);
        if (await SwapDeletionAsync(name, version, begun.In(DeletionState.Decided), begunETag, cancellationToken) is null)
            throw await OvertakenAsync(name, version, cancellationToken);
        await RemoveAsync(name, version, cancellationToken);
        return ToDeletion(name, version, begun);
    }

    /// <summary>Removes what interrupted deletions left of versions.</summary>
    /// <returns>The deletion of <paramref name="version"/>, if it was decided before and its manifest was still there.</returns>
    private async Task<VersionDeletion?> FinishDeletionsAsync(string name, int version, CancellationToken cancellationToken)
    {
        VersionDeletion? finished = null;
        foreach (var folder in (await FoldersAsync(name, cancellationToken)).Where(f => f.HasDeletion && f.HasRemains))
        {
            if (await ReadDeletionAsync(name, folder.Number, cancellationToken) is not ({ State: DeletionState.Decided } decided, _))
                continue;
            await RemoveAsync(name, folder.Number, cancellationToken);
            if (folder.Number == version && folder.HasManifest)
                finished = ToDeletion(name, version, decided);
        }
        return finished;
    }

    private async Task FenceOrCallOffAsync(string name, int version, DeletionDocument begun, string etag, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var file in _store.ListObjectsAsync(RegistryLayout.Aliases(name), cancellationToken))
            {
                if (RegistryLayout.AliasOf(file) is { } alias)
                    await FenceAsync(name, alias, version, cancellationToken);
            }
        }
        catch (Exception e) when (e is VersionConflictException or ModelPackageException)
        {
            await SwapDeletionAsync(name, version, begun.In(DeletionState.CalledOff), etag, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// Rewrites an alias where it stands. Somebody who read it before and looked for a deletion before this one began fails to swap it, and
    /// looks again; somebody who swapped it before is seen here.
    /// </summary>
    private async Task FenceAsync(string name, string alias, int version, CancellationToken cancellationToken)
    {
        for (string? fenced = null; fenced is null;)
        {
            var there = await ReadAliasAsync(name, alias, cancellationToken);
            if (there.Document is not { } document)
                return;
            if (document.Version == version)
                throw Aliased(name, version, [alias], "deleted");
            fenced = await _store.SwapAsync(RegistryLayout.Alias(name, alias), document.Fenced().Write(), there.ETag, cancellationToken);
        }
    }

    /// <summary>The manifest first, with which the version ceases to exist.</summary>
    private async Task RemoveAsync(string name, int version, CancellationToken cancellationToken)
    {
        await _store.DeleteAsync(RegistryLayout.Manifest(name, version), cancellationToken);
        await foreach (var file in _store.ListObjectsAsync(RegistryLayout.Version(name, version), cancellationToken))
        {
            if (!RegistryLayout.OutlivesVersion(file))
                await _store.DeleteAsync(RegistryLayout.InVersion(name, version, file), cancellationToken);
        }
        Log.Deleted(_logger, name, version, Description);
    }

    /// <summary>Sees to it that no deletion of a version is on its way: one that has begun is called off.</summary>
    /// <exception cref="ModelNotFoundException">It is decided.</exception>
    private async Task EnsureStaysAsync(string name, int version, CancellationToken cancellationToken)
    {
        while (await ReadDeletionAsync(name, version, cancellationToken) is ({ State: not DeletionState.CalledOff } deletion, var etag))
        {
            if (deletion.State == DeletionState.Decided)
                throw Deleted(name, version, deletion);
            await SwapDeletionAsync(name, version, deletion.In(DeletionState.CalledOff), etag, cancellationToken);
        }
    }

    private async Task<(DeletionDocument? Document, string? ETag)> ReadDeletionAsync(string name, int version, CancellationToken cancellationToken)
    {
        var stored = await _store.ReadAsync(RegistryLayout.Deletion(name, version), null, DeletionDocument.MaxBytes, cancellationToken);
        return stored.Status == StoredObjectStatus.Absent
            ? (null, null)
            : (DeletionDocument.Read(stored.Content.Span, $"{RegistryLayout.DeletionFile} of {name}:{version}"), stored.ETag);
    }

    private Task<string?> SwapDeletionAsync(string name, int version, DeletionDocument next, string? etag, CancellationToken cancellationToken) =>
        _store.SwapAsync(RegistryLayout.Deletion(name, version), next.Write(), etag, cancellationToken);

    private async Task EnsureUnaliasedAsync(string name, int version, string done, CancellationToken cancellationToken)
    {
        var aliases = (await AliasesAsync(name, cancellationToken)).Where(a => a.Version == version).Select(a => a.Name).ToArray();
        if (aliases.Length > 0)
            throw Aliased(name, version, aliases, done);
    }

    private async Task<Exception> OvertakenAsync(string name, int version, CancellationToken cancellationToken) =>
        await ReadDeletionAsync(name, version, cancellationToken) is ({ State: DeletionState.Decided } deletion, _)
            ? Deleted(name, version, deletion)
            : new VersionConflictException($"Somebody else deletes version {version} of model '{name}' or points an alias to it at this moment; it was not deleted.");

    private static VersionConflictException Aliased(string name, int version, IReadOnlyList<string> aliases, string done) =>
        new($"Version {version} of model '{name}' cannot be {done} while an alias points to it: {Named(aliases)}. Move that first; nothing was changed.");

    private static ModelNotFoundException Deleted(string name, int version, DeletionDocument deletion) => new(string.Create(
        CultureInfo.InvariantCulture, $"Version {version} of model '{name}' was deleted at {deletion.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {deletion.Actor}."));

    private static VersionDeletion ToDeletion(string name, int version, DeletionDocument decided) =>
        new(name, version, decided.Time, decided.Actor!, decided.Entry);
}
