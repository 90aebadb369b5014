using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

public sealed partial class ModelRegistry
{
    /// <summary>Reads a part of a model's ledger, newest first.</summary>
    /// <param name="name">The model.</param>
    /// <param name="offset">How many entries to leave out, from 0.</param>
    /// <param name="limit">How many entries to read at most, from 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelPackageException">An alias is damaged.</exception>
    public async Task<LedgerPage> ListLedgerAsync(string name, int offset, int limit, CancellationToken cancellationToken = default)
    {
        ModelReference.EnsureName(name, "model name");
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var all = await _ledger.SequencesAsync(name, cancellationToken);
        if (all.Count == 0)
            _ = await ListVersionsAsync(name, cancellationToken);
        var documents = await _ledger.ReadAsync(name, all.Skip(offset).Take(limit), cancellationToken);
        var moves = await MovesInEffectAsync(name, documents, cancellationToken);
        var rollouts = await RolloutsInEffectAsync(name, documents, cancellationToken);
        var published = await VersionsEverThereAsync(name, documents, cancellationToken);
        var deletions = await DeletionsAsync(name, documents, cancellationToken);
        return new(all.Count, [.. documents.Select(d => d.ToEntry(IsApplied(d)))]);

        bool IsApplied(LedgerDocument entry) => entry.Action switch
        {
            LedgerAction.Move or LedgerAction.Rollback => moves.Contains(entry.Sequence),
            LedgerAction.RolloutStart or LedgerAction.RolloutFinish or LedgerAction.RolloutAbort => rollouts.Contains(entry.Sequence),
            LedgerAction.Publish => published.Contains(entry.To!.Value),
            LedgerAction.Delete => deletions.Contains(entry.Sequence),
            _ => true,
        };
    }

    /// <summary>Finds the move by which an alias stood where it did at a time: its <see cref="LedgerEntry.To"/> is the version that answered then.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="time">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The move, or <see langword="null"/> if there was no such alias yet.</returns>
    /// <exception cref="ModelNotFoundException">There is no such model or alias.</exception>
    /// <exception cref="ModelPackageException">The alias or an entry that is needed is damaged.</exception>
    public async Task<LedgerEntry?> FindMoveAsync(string name, string alias, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var now = await FindAliasAsync(name, alias, cancellationToken) ?? throw await NoAliasAsync(ModelReference.ToAlias(name, alias), cancellationToken);
        if (now.Sequence is not { } last)
            return null;
        var entry = await _ledger.GetAsync(name, last, cancellationToken);
        while (entry.Time > time)
        {
            if (entry.Before is not [.., var oldest])
                return null;
            var stride = await _ledger.GetAsync(name, oldest, cancellationToken);
            entry = stride.Time > time ? stride : await NewestUntilAsync(name, entry.Before, time, cancellationToken);
        }
        return entry.ToEntry(applied: true);
    }

    /// <summary>Records how a new version did against the one in production.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias at stake.</param>
    /// <param name="champion">The version it points to; <see langword="null"/> if there is none.</param>
    /// <param name="challenger">The new version.</param>
    /// <param name="note">Who found it, and the verdict with its numbers.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RecordVerdictAsync(string name, string alias, int? champion, int challenger, LedgerNote note, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        _ = ModelReference.ToAlias(name, alias);
        await _ledger.AppendAsync(name, LedgerDocument.Of(LedgerAction.Verdict, note) with { Alias = alias, From = champion, To = challenger }, cancellationToken);
    }

    /// <summary>Of moves, newest first and ordered by time, the newest that is not after a time; the oldest is known not to be.</summary>
    private async Task<LedgerDocument> NewestUntilAsync(string name, IReadOnlyList<int> moves, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var (low, high) = (0, moves.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((await _ledger.GetAsync(name, moves[middle], cancellationToken)).Time > time)
                low = middle + 1;
            else
                high = middle;
        }
        return await _ledger.GetAsync(name, moves[low], cancellationToken);
    }

    /// <summary>
    /// The moves that came about, of all aliases these entries are about. A move did if the alias names it, or one that did names it
    /// among those before.
    /// </summary>
    private async Task<HashSet<int>> MovesInEffectAsync(string name, IReadOnlyList<LedgerDocument> documents, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        foreach (var moves in documents.Where(d => d.Action is LedgerAction.Move or LedgerAction.Rollback).GroupBy(d => d.Alias!))
        {
            var last = (await FindAliasAsync(name, moves.Key, cancellationToken))?.Sequence;
            found.UnionWith(await ChainAsync(name, last, moves.Min(d => d.Sequence), cancellationToken));
        }
        return found;
    }

    /// <summary>An entry and those that it says stood before it, and so on, as far back as is asked.</summary>
    private async Task<HashSet<int>> ChainAsync(string name, int? last, int oldest, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        for (var at = last; at >= oldest;)
        {
            found.Add(at.Value);
            var before = (await _ledger.FindAsync(name, at.Value, cancellationToken))?.Before ?? [];
            found.UnionWith(before);
            at = before is [.., var earlier] ? earlier : null;
        }
        return found;
    }

    private async Task<HashSet<int>> VersionsEverThereAsync(string name, IReadOnlyList<LedgerDocument> documents, CancellationToken cancellationToken)
    {
        var versions = documents.Where(d => d.Action == LedgerAction.Publish).Select(d => d.To!.Value).ToArray();
        var there = await Task.WhenAll(versions.Select(async version =>
            await ExistsAsync(RegistryLayout.Manifest(name, version), cancellationToken) || await ExistsAsync(RegistryLayout.Deletion(name, version), cancellationToken)));
        return [.. versions.Where((_, i) => there[i])];
    }

    /// <summary>The entries of deletions that were decided.</summary>
    private async Task<HashSet<int>> DeletionsAsync(string name, IReadOnlyList<LedgerDocument> documents, CancellationToken cancellationToken)
    {
        var versions = documents.Where(d => d.Action == LedgerAction.Delete).Select(d => d.From!.Value).Distinct();
        var found = await Task.WhenAll(versions.Select(async version => (await ReadDeletionAsync(name, version, cancellationToken)).Document));
        return [.. found.OfType<DeletionDocument>().Where(d => d.State == DeletionState.Decided).Select(d => d.Entry)];
    }

    /// <summary>Whether an object is there, without reading it.</summary>
    private async Task<bool> ExistsAsync(ObjectKey key, CancellationToken cancellationToken) =>
        (await _store.ReadAsync(key, null, maxBytes: 0, cancellationToken)).Status != StoredObjectStatus.Absent;
}
