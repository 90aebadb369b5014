using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>Finds the version a reference stands for now.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias.</exception>
    /// <exception cref="ModelPackageException">The alias or manifest is damaged.</exception>
    public async Task<ResolvedVersion> ResolveAsync(ModelReference reference, CancellationToken cancellationToken = default) =>
        (await ResolveAsync(reference, unlessETag: null, cancellationToken))!;

    /// <summary>Finds the version a reference stands for now, unless nothing changed: cheap enough to be asked every few seconds.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="unlessETag">The <see cref="ResolvedVersion.ETag"/> of the last answer; <see langword="null"/> to be answered in any case.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version, or <see langword="null"/> if the ETag is still the same.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias.</exception>
    /// <exception cref="ModelPackageException">The alias or manifest is damaged.</exception>
    public async Task<ResolvedVersion?> ResolveAsync(ModelReference reference, string? unlessETag, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Version is { } version)
        {
            var manifest = await ReadManifestBytesAsync(reference, unlessETag, cancellationToken);
            return manifest.Status == StoredObjectStatus.Unchanged ? null : new(reference.Name, version, manifest.ETag);
        }
        var there = await ReadAliasAsync(reference.Name, reference.Alias!, cancellationToken, unlessETag);
        if (there.IsUnchanged)
            return null;
        return there.Document?.Version is { } now ? new(reference.Name, now, there.ETag!) : throw await NoAliasAsync(reference, cancellationToken);
    }

    /// <summary>Lists the aliases of a model, in ordinal order.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelPackageException">An alias is damaged.</exception>
    public async Task<IReadOnlyList<ModelAlias>> ListAliasesAsync(string name, CancellationToken cancellationToken = default)
    {
        var aliases = await AliasesAsync(ModelReference.EnsureName(name, "model name"), cancellationToken);
        if (aliases.Count == 0)
            _ = await ListVersionsAsync(name, cancellationToken);
        return aliases;
    }

    /// <summary>Reads one alias; <see langword="null"/> if there is none of that name.</summary>
    /// <exception cref="ModelPackageException">The alias is damaged.</exception>
    public async Task<ModelAlias?> FindAliasAsync(string name, string alias, CancellationToken cancellationToken = default)
    {
        _ = ModelReference.ToAlias(name, alias);
        return (await ReadAliasAsync(name, alias, cancellationToken)).ToAlias();
    }

    /// <inheritdoc cref="MoveAliasAsync(string, string, int, string?, LedgerNote, CancellationToken)"/>
    /// <remarks>The ledger says that it was done by <see cref="LedgerNote.Local"/>.</remarks>
    public Task<ModelAlias> MoveAliasAsync(string name, string alias, int version, string? expectedETag, CancellationToken cancellationToken = default) =>
        MoveAliasAsync(name, alias, version, expectedETag, LedgerNote.Local, cancellationToken);

    /// <summary>
    /// Points an alias to a version, if nobody else moved it since the caller looked. The version is read whole and verified first, then the
    /// ledger entry written; the move is done when the alias names that entry.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version.</param>
    /// <param name="expectedETag">The <see cref="ModelAlias.ETag"/> of the alias as the caller saw it; <see langword="null"/> if there must be none yet.</param>
    /// <param name="note">Who moves it, and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The alias as it stands now.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">The version is truncated or altered; the alias was not moved.</exception>
    /// <exception cref="AliasConflictException">The alias is not as the caller saw it; it was not moved.</exception>
    /// <exception cref="VersionConflictException">The version is archived; the alias was not moved.</exception>
    public async Task<ModelAlias> MoveAliasAsync(
        string name, string alias, int version, string? expectedETag, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        _ = ModelReference.ToAlias(name, alias);
        _ = await OpenAsync(name, version, cancellationToken);
        if (await ExistsAsync(RegistryLayout.Archived(name, version), cancellationToken))
            throw new VersionConflictException($"Version {version} of model '{name}' is archived, so no alias can point to it; nothing was changed.");
        var seen = await ReadAliasAsync(name, alias, cancellationToken);
        if (seen.ToAlias()?.ETag != expectedETag)
            throw Conflict(name, seen, expectedETag);
        if (seen.Document is null)
            seen = await ReserveAsync(name, alias, cancellationToken);
        return await MoveAsync(name, seen, LedgerDocument.Of(LedgerAction.Move, note) with { Alias = alias, From = seen.Document!.Version, To = version }, cancellationToken);
    }

    /// <summary>
    /// Writes the entry of a move, then the alias that names it, if the alias is still what it was. That the version stays is made sure
    /// after the alias was read and before it is swapped: a deletion that begins in between fences the alias.
    /// </summary>
    private async Task<ModelAlias> MoveAsync(string name, StoredAlias seen, LedgerDocument draft, CancellationToken cancellationToken)
    {
        await EnsureStaysAsync(name, draft.To!.Value, cancellationToken);
        var entry = await _ledger.AppendAsync(name, await FollowAsync(name, seen.Document!.Entry, draft, cancellationToken), cancellationToken);
        var (alias, next) = (entry.Alias!, AliasDocument.Of(entry));
        while (true)
        {
            if (await _store.SwapAsync(RegistryLayout.Alias(name, alias), next.Write(), seen.ETag, cancellationToken) is { } etag)
            {
                Log.AliasMoved(_logger, alias, name, entry.To!.Value);
                return new StoredAlias(alias, next, etag).ToAlias()!;
            }
            var there = await ReadAliasAsync(name, alias, cancellationToken);
            if (there.Is(next))
                return there.ToAlias()!;
            if (!there.Is(seen.Document!))
                throw Conflict(name, there, seen.ToAlias()?.ETag);
            seen = there;
            await EnsureStaysAsync(name, entry.To!.Value, cancellationToken);
        }
    }

    /// <summary>Makes what is to become an alias; nobody sees it until it does.</summary>
    private async Task<StoredAlias> ReserveAsync(string name, string alias, CancellationToken cancellationToken)
    {
        var reserved = AliasDocument.Reserve(_time.GetUtcNow().ToUniversalTime());
        if (await _store.SwapAsync(RegistryLayout.Alias(name, alias), reserved.Write(), null, cancellationToken) is { } etag)
            return new(alias, reserved, etag);
        var there = await ReadAliasAsync(name, alias, cancellationToken);
        return there.Document is { Version: null } ? there : throw Conflict(name, there, expectedETag: null);
    }

    /// <summary>A draft that knows the moves before it, and is not of an earlier time. A last move that cannot be read is no reason not to move on.</summary>
    private async Task<LedgerDocument> FollowAsync(string name, int? last, LedgerDocument draft, CancellationToken cancellationToken)
    {
        if (last is not { } sequence)
            return draft;
        var entry = await _ledger.FindAsync(name, sequence, cancellationToken);
        return draft with { Time = entry?.Time ?? default, Before = [sequence, .. entry?.Before.Take(LedgerDocument.MaxBefore - 1) ?? []] };
    }

    private async Task<StoredAlias> ReadAliasAsync(string name, string alias, CancellationToken cancellationToken, string? unlessETag = null) =>
        StoredAlias.Of(name, alias, await _store.ReadAsync(RegistryLayout.Alias(name, alias), unlessETag, AliasDocument.MaxBytes, cancellationToken));

    private async Task<IReadOnlyList<ModelAlias>> AliasesAsync(string name, CancellationToken cancellationToken)
    {
        var aliases = new List<ModelAlias>();
        await foreach (var file in _store.ListObjectsAsync(RegistryLayout.Aliases(name), cancellationToken))
        {
            if (RegistryLayout.AliasOf(file) is { } alias && await FindAliasAsync(name, alias, cancellationToken) is { } found)
                aliases.Add(found);
        }
        return aliases;
    }

    private async Task<ModelNotFoundException> NoAliasAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        var aliases = await AliasesAsync(reference.Name, cancellationToken);
        if (aliases.Count > 0)
            return new($"Model '{reference.Name}' has no alias '{reference.Alias}'; it has {Named([.. aliases.Select(a => $"{a.Name} ({a.Version})")])}.");
        var versions = await VersionsAsync(reference.Name, cancellationToken);
        return versions.Count == 0
            ? await NoModelAsync(reference.Name, cancellationToken)
            : new($"Model '{reference.Name}' has no alias '{reference.Alias}', and no other; it has the versions {Named([.. versions.Select(v => v.Number)])}.");
    }

    private static AliasConflictException Conflict(string name, StoredAlias there, string? expectedETag)
    {
        if (there.Document?.Version is not { } version)
            return new($"Alias '{there.Name}' of model '{name}' does not exist any more; nothing was changed.");
        return new(expectedETag is null
            ? $"Alias '{there.Name}' of model '{name}' exists already, at version {version}; nothing was changed."
            : $"Alias '{there.Name}' of model '{name}' was moved by somebody else, to version {version}; nothing was changed.");
    }
}
