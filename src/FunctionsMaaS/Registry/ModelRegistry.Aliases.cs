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
            var (manifest, etag) = await ReadManifestAsync(reference, unlessETag, cancellationToken);
            return manifest is null ? null : new(reference.Name, version, etag);
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

    /// <summary>Points an alias to a version, if nobody else moved it since the caller looked. The version is read whole and verified first.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version.</param>
    /// <param name="expectedETag">The <see cref="ModelAlias.ETag"/> of the alias as the caller saw it; <see langword="null"/> if there must be none yet.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The alias as it stands now.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model or version.</exception>
    /// <exception cref="ModelPackageException">The version is truncated or altered; the alias was not moved.</exception>
    /// <exception cref="AliasConflictException">The alias is not as the caller saw it; it was not moved.</exception>
    public async Task<ModelAlias> MoveAliasAsync(string name, string alias, int version, string? expectedETag, CancellationToken cancellationToken = default)
    {
        _ = ModelReference.ToAlias(name, alias);
        _ = await OpenAsync(name, version, cancellationToken);
        var moved = _time.GetUtcNow();
        var key = RegistryLayout.Alias(name, alias);
        var content = AliasDocument.Write(version, moved);
        var condition = expectedETag is null ? WriteCondition.Absent : WriteCondition.Matches(expectedETag);
        if (await _store.WriteAsync(key, content, condition, cancellationToken) is not { } etag)
        {
            // As in publishing: what is there with exactly this content, id included, is this move, whose answer was lost.
            var there = await ReadAliasAsync(name, alias, null, cancellationToken);
            if (!there.Content.Span.SequenceEqual(content))
                throw Conflict(name, alias, expectedETag, there);
            etag = there.ETag;
        }
        Log.AliasMoved(_logger, alias, name, version);
        return new(alias, version, moved, etag);
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
        return new(alias, document.Version, document.Moved, stored.ETag);
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
