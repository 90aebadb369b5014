using System.Collections.Concurrent;
using FunctionsMaaS.Packaging;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Registry;

/// <summary>The entries of every model's ledger, each an object that never changes, numbered from 1 without gaps.</summary>
internal sealed class Ledger(IObjectStore store, TimeProvider time, ILogger logger)
{
    private const int ReadsAtOnce = 16;

    /// <summary>The last number seen of each model written to: usually the next is free, and the ledger need not be listed.</summary>
    private readonly ConcurrentDictionary<string, int> _newest = new(StringComparer.Ordinal);

    /// <summary>Writes an entry under the next free number.</summary>
    /// <param name="model">The model.</param>
    /// <param name="draft">The entry; gets its number, and the time if its own is not later.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<LedgerDocument> AppendAsync(string model, LedgerDocument draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUniversalTime();
        var newest = _newest.TryGetValue(model, out var seen) ? seen : await NewestAsync(model, cancellationToken);
        for (; ; newest = await NewestAsync(model, cancellationToken))
        {
            // After what it follows on, even if somebody removed entries by hand.
            newest = Math.Max(newest, draft.Before is [var last, ..] ? last : 0);
            if (newest == int.MaxValue)
                throw new InvalidOperationException($"The ledger of model '{model}' has used up its numbers: there is an entry {newest}.");
            var entry = draft with { Sequence = newest + 1, Time = now > draft.Time ? now : draft.Time };
            var written = await store.WriteOnceAsync(RegistryLayout.LedgerEntry(model, entry.Sequence), entry.Write(), cancellationToken);
            _newest[model] = entry.Sequence;
            if (written)
                return entry;
        }
    }

    /// <summary>The numbers of all entries, newest first.</summary>
    public Task<IReadOnlyList<int>> SequencesAsync(string model, CancellationToken cancellationToken) =>
        store.SequencesAsync(RegistryLayout.LedgerOf(model), cancellationToken);

    /// <summary>Reads an entry; <see langword="null"/>, and logged, if it is missing, damaged or of a newer build.</summary>
    public async Task<LedgerDocument?> FindAsync(string model, int sequence, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(RegistryLayout.LedgerEntry(model, sequence), null, LedgerDocument.MaxBytes, cancellationToken);
        var entry = stored.Status == StoredObjectStatus.Found ? LedgerDocument.Read(stored.Content.Span, sequence) : null;
        if (entry is null)
            Log.LedgerEntryDamaged(logger, sequence, model, store.Description);
        return entry;
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="ModelPackageException">It is missing, damaged or of a newer build.</exception>
    public async Task<LedgerDocument> GetAsync(string model, int sequence, CancellationToken cancellationToken) =>
        await FindAsync(model, sequence, cancellationToken)
        ?? throw new ModelPackageException($"Entry {sequence} of the ledger of model '{model}' is missing, damaged, or of a newer build.");

    /// <summary>Reads entries in the order of their numbers as given, leaving out what <see cref="FindAsync"/> does not find.</summary>
    public async Task<IReadOnlyList<LedgerDocument>> ReadAsync(string model, IEnumerable<int> sequences, CancellationToken cancellationToken)
    {
        var entries = new List<LedgerDocument>();
        foreach (var some in sequences.Chunk(ReadsAtOnce))
            entries.AddRange((await Task.WhenAll(some.Select(sequence => FindAsync(model, sequence, cancellationToken)))).OfType<LedgerDocument>());
        return entries;
    }

    private async Task<int> NewestAsync(string model, CancellationToken cancellationToken) =>
        (await SequencesAsync(model, cancellationToken)) is [var newest, ..] ? newest : 0;
}
