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
        var stored = await ReadAliasAsync(reference.Name, reference.Alias!, unlessETag, cancellationToken);
        if (stored.Status == StoredObjectStatus.Unchanged)
            return null;
        var alias = ToAlias(reference.Name, reference.Alias!, stored) ?? throw await NoAliasAsync(reference, cancellationToken);
        return new(reference.Name, alias.Version, alias.ETag);
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
        var reference = ModelReference.ToAlias(name, alias);
        return ToAlias(reference.Name, reference.Alias!, await ReadAliasAsync(name, alias, null, cancellationToken));
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
    public async Task<ModelAlias> MoveAliasAsync(
        string name, string alias, int version, string? expectedETag, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        _ = ModelReference.ToAlias(name, alias);
        _ = await OpenAsync(name, version, cancellationToken);
        var stored = await ReadAliasAsync(name, alias, null, cancellationToken);
        var now = ToAlias(name, alias, stored);
        if (now?.ETag != expectedETag)
            throw Conflict(name, alias, expectedETag, stored);
        return await MoveAsync(name, now, LedgerDocument.Of(LedgerAction.Move, note) with { Alias = alias, From = now?.Version, To = version }, cancellationToken);
    }

    /// <summary>Writes the entry of a move, then the alias that names it, if the alias is still what it was.</summary>
    private async Task<ModelAlias> MoveAsync(string name, ModelAlias? now, LedgerDocument draft, CancellationToken cancellationToken)
    {
        var entry = await _ledger.AppendAsync(name, await FollowAsync(name, now?.Sequence, draft, cancellationToken), cancellationToken);
        var (alias, content) = (entry.Alias!, AliasDocument.Write(entry));
        var condition = now is null ? WriteCondition.Absent : WriteCondition.Matches(now.ETag);
        if (await _store.WriteAsync(RegistryLayout.Alias(name, alias), content, condition, cancellationToken) is not { } etag)
        {
            // As in publishing: what is there with exactly this content, id included, is this move, whose answer was lost.
            var there = await ReadAliasAsync(name, alias, null, cancellationToken);
            if (!there.Content.Span.SequenceEqual(content))
                throw Conflict(name, alias, now?.ETag, there);
            etag = there.ETag;
        }
        Log.AliasMoved(_logger, alias, name, entry.To!.Value);
        return new(alias, entry.To.Value, entry.Time, etag) { Sequence = entry.Sequence };
    }

    /// <summary>A draft that knows the moves before it, and is not of an earlier time. A last move that cannot be read is no reason not to move on.</summary>
    private async Task<LedgerDocument> FollowAsync(string name, int? last, LedgerDocument draft, CancellationToken cancellationToken)
    {
        if (last is not { } sequence)
            return draft;
        var entry = await _ledger.FindAsync(name, sequence, cancellationToken);
        return draft with { Time = entry?.Time ?? default, Before = [sequence, .. entry?.Before.Take(LedgerDocument.MaxBefore - 1) ?? []] };
    }

    private Task<StoredObject> ReadAliasAsync(string name, string alias, string? unlessETag, CancellationToken cancellationToken) =>
        _store.ReadAsync(RegistryLayout.Alias(name, alias), unlessETag, AliasDocument.MaxBytes, cancellationToken);

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

    private static ModelAlias? ToAlias(string name, string alias, StoredObject stored)
    {
        var source = $"Alias '{alias}' of model '{name}'";
        switch (stored.Status)
        {
            case StoredObjectStatus.Absent:
                return null;
            case StoredObjectStatus.TooLarge:
                throw new ModelPackageException($"{source} is damaged: it is larger than {AliasDocument.MaxBytes} bytes.");
        }
        var document = AliasDocument.Read(stored.Content.Span, source);
        return new(alias, document.Version, document.Moved, stored.ETag) { Sequence = document.Entry };
    }

    private async Task<ModelNotFoundException> NoAliasAsync(ModelReference reference, CancellationToken cancellationToken)
    {
        var aliases = await AliasesAsync(reference.Name, cancellationToken);
        if (aliases.Count > 0)
            return new($"Model '{reference.Name}' has no alias '{reference.Alias}'; it has {Named([.. aliases.Select(a => $"{a.Name} ({a.Version})")])}.");
        var versions = await VersionsAsync(reference.Name, cancellationToken);
        return versions.Count == 0
            ? await NoModelAsync(reference.Name, cancellationToken)
            : new($"Model '{reference.Name}' has no alias '{reference.Alias}', and no other; it has the versions {Named(versions)}.");
    }

    private static AliasConflictException Conflict(string name, string alias, string? expectedETag, StoredObject there)
    {
        if (there.Status == StoredObjectStatus.Absent)
            return new($"Alias '{alias}' of model '{name}' does not exist any more; nothing was changed.");
        var version = ToAlias(name, alias, there)!.Version;
        return new(expectedETag is null
            ? $"Alias '{alias}' of model '{name}' exists already, at version {version}; nothing was changed."
            : $"Alias '{alias}' of model '{name}' was moved by somebody else, to version {version}; nothing was changed.");
    }
}
