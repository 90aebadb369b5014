using System.Globalization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>
    /// Deletes a version that no alias points to. The ledger entry is written first, then that a deletion has begun; every alias is fenced,
    /// so that whoever is about to point one to the version has to look again; then the deletion is decided, and manifest and payload go.
    /// An interrupted deletion that was decided is finished by the next; one that was not is as if it had never begun.
    /// Deleting what is deleted already does nothing.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version; its number is never used again.</param>
    /// <param name="note">Who deletes it, and why.</param>
    /// <param name="cancellationToken">Cancels the call; then the version is there wholly, or is not there.</param>
    /// <returns>The deletion, which may be an earlier one.</returns>
    /// <exception cref="ModelNotFoundException">There never was such a version.</exception>
    /// <exception cref="VersionConflictException">An alias points to it, a rollout tries it, or somebody else deletes it or points an alias to it at this moment; it was not deleted.</exception>
    /// <exception cref="ModelPackageException">An alias or the record of an earlier deletion is damaged; nothing was deleted.</exception>
    public async Task<VersionDeletion> DeleteAsync(string name, int version, LedgerNote note, CancellationToken cancellationToken = default)
    {
        _ = ModelReference.ToVersion(name, version);
        ArgumentNullException.ThrowIfNull(note);
        await FinishDeletionsOnceAsync(name, cancellationToken);
        var (before, etag) = await ReadDeletionAsync(name, version, cancellationToken);
        if (before is { State: DeletionState.Decided })
            return await RemoveAsync(name, version, before, cancellationToken);
        await EnsureThereAsync(name, version, cancellationToken);
        await EnsureUnaliasedAsync(name, version, "deleted", cancellationToken);
        await EnsureNotOnTrialAsync(name, version, "deleted", cancellationToken);
        var entry = await _ledger.AppendAsync(name, LedgerDocument.Of(LedgerAction.Delete, note) with { From = version }, cancellationToken);
        var begun = DeletionDocument.Begin(entry);
        if (await SwapDeletionAsync(name, version, begun, etag, cancellationToken) is not { } begunETag)
            return await OvertakenAsync(name, version, cancellationToken);
        await FenceOrCallOffAsync(name, version, begun, begunETag, cancellationToken);
        if (await SwapDeletionAsync(name, version, begun.In(DeletionState.Decided), begunETag, cancellationToken) is null)
            return await OvertakenAsync(name, version, cancellationToken);
        Log.Deleted(_logger, name, version, Description);
        return await RemoveAsync(name, version, begun, cancellationToken);
    }

    /// <summary>Removes what interrupted deletions left of versions. Once, since it lists them all.</summary>
    private async Task FinishDeletionsOnceAsync(string name, CancellationToken cancellationToken)
    {
        if (_finished.ContainsKey(name))
            return;
        foreach (var folder in (await FoldersAsync(name, cancellationToken)).Where(f => f.HasDeletion && f.HasRemains))
        {
            if (await ReadDeletionAsync(name, folder.Number, cancellationToken) is ({ State: DeletionState.Decided } decided, _))
                await RemoveAsync(name, folder.Number, decided, cancellationToken);
        }
        _finished.TryAdd(name, true);
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
            await EnsureNotOnTrialAsync(name, version, "deleted", cancellationToken);
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
    private async Task<VersionDeletion> RemoveAsync(string name, int version, DeletionDocument decided, CancellationToken cancellationToken)
    {
        await _store.DeleteAsync(RegistryLayout.Manifest(name, version), cancellationToken);
        await foreach (var file in _store.ListObjectsAsync(RegistryLayout.Version(name, version), cancellationToken))
        {
            if (!RegistryLayout.OutlivesVersion(file))
                await _store.DeleteAsync(RegistryLayout.InVersion(name, version, file), cancellationToken);
        }
        return ToDeletion(name, version, decided);
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

    /// <summary>Somebody else had the last word on this version: that it is deleted, or that it is not.</summary>
    private async Task<VersionDeletion> OvertakenAsync(string name, int version, CancellationToken cancellationToken) =>
        await ReadDeletionAsync(name, version, cancellationToken) is ({ State: DeletionState.Decided } deletion, _)
            ? ToDeletion(name, version, deletion)
            : throw new VersionConflictException($"Somebody else deletes version {version} of model '{name}' or points an alias to it at this moment; it was not deleted.");

    private static VersionConflictException Aliased(string name, int version, IReadOnlyList<string> aliases, string done) =>
        new($"Version {version} of model '{name}' cannot be {done} while an alias points to it: {Named(aliases)}. Move that first; nothing was changed.");

    private static ModelNotFoundException Deleted(string name, int version, DeletionDocument deletion) => new(string.Create(
        CultureInfo.InvariantCulture, $"Version {version} of model '{name}' was deleted at {deletion.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {deletion.Actor}."));

    private static VersionDeletion ToDeletion(string name, int version, DeletionDocument decided) =>
        new(name, version, decided.Time, decided.Actor!, decided.Entry);
}
