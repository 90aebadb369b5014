using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>
    /// Points an alias to the version it had before. Called again, it goes one further back; versions that are deleted or archived are passed over.
    /// The version is read whole and verified first.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="expectedETag">The <see cref="ModelAlias.ETag"/> of the alias as the caller saw it; <see langword="null"/> to go back from wherever it is.</param>
    /// <param name="note">Who does it, and why.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The alias before and after.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model or alias, or nothing before.</exception>
    /// <exception cref="ModelPackageException">The version before, or the ledger, is damaged; the alias was not moved.</exception>
    /// <exception cref="AliasConflictException">Somebody else moved the alias; it was not moved.</exception>
    public async Task<(ModelAlias Before, ModelAlias After)> RollBackAsync(
        string name, string alias, string? expectedETag, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var reference = ModelReference.ToAlias(name, alias);
        var seen = await ReadAliasAsync(name, alias, cancellationToken);
        var now = seen.ToAlias() ?? throw await NoAliasAsync(reference, cancellationToken);
        if (expectedETag is not null && expectedETag != now.ETag)
            throw Conflict(name, seen, expectedETag);
        var earlier = await BeforeAsync(name, now, cancellationToken)
            ?? throw new ModelNotFoundException($"Alias '{alias}' of model '{name}' is at version {now.Version}, and no other version that is still there came before.");
        _ = await OpenAsync(name, earlier.To!.Value, cancellationToken);
        var draft = LedgerDocument.Of(LedgerAction.Rollback, note) with { Alias = alias, From = now.Version, To = earlier.To, Restores = earlier.Origin };
        return (now, await MoveAsync(name, seen, draft, cancellationToken));
    }

    /// <summary>
    /// The move to go back to. Moves pile up, and a rollback takes the uppermost off: before it stands what stood before the move whose
    /// outcome it restored.
    /// </summary>
    private async Task<LedgerDocument?> BeforeAsync(string name, ModelAlias now, CancellationToken cancellationToken)
    {
        for (var at = now.Sequence; at is { } sequence;)
        {
            var entry = await _ledger.GetAsync(name, sequence, cancellationToken);
            var origin = entry.Restores is { } restored ? await _ledger.GetAsync(name, restored, cancellationToken) : entry;
            at = origin.Before is [var previous, ..] ? previous : null;
            if (at is not { } before)
                return null;
            var earlier = await _ledger.GetAsync(name, before, cancellationToken);
            if (earlier.To is { } version && version != now.Version && await IsFitAsync(name, version, cancellationToken))
                return earlier;
        }
        return null;
    }

    /// <summary>Whether a version is there to go back to: neither deleted nor archived.</summary>
    private async Task<bool> IsFitAsync(string name, int version, CancellationToken cancellationToken) =>
        await ExistsAsync(RegistryLayout.Manifest(name, version), cancellationToken)
        && !await ExistsAsync(RegistryLayout.Archived(name, version), cancellationToken)
        && await ReadDeletionAsync(name, version, cancellationToken) is not ({ State: DeletionState.Decided }, _);
}
