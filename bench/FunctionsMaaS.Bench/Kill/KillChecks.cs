using System.Globalization;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>What must hold after every kill, and what was found not to.</summary>
internal sealed class KillChecks(ModelRegistry registry, FeedbackStore feedback)
{
    /// <summary>The longest that a storage grants a lease, and some time to look.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(60 + 5);

    private readonly HashSet<int> _published = [];
    private readonly HashSet<int> _deleted = [];
    private readonly HashSet<string> _feedback = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _entries = [];
    private readonly List<Task> _leases = [];
    private readonly List<string> _violations = [];
    private long _longestLease;

    public IReadOnlyList<string> Violations => _violations;

    public int Acknowledged { get; private set; }

    public int FeedbackCount => _feedback.Count;

    public int EntryCount => _entries.Count;

    public int HeldLeases { get; private set; }

    /// <summary>How long after its holder was killed the last lease came free that was still held then.</summary>
    public TimeSpan LongestHeld => TimeSpan.FromMilliseconds(Interlocked.Read(ref _longestLease));

    /// <summary>Checks what a process leaves behind.</summary>
    public async Task AfterAsync(KilledProcess killed, CancellationToken cancellationToken)
    {
        foreach (var words in killed.Acknowledged)
            Remember(words);
        await CheckAliasesAsync(KillWorker.Shared, cancellationToken);
        await CheckAliasesAsync(KillWorker.OwnModel(killed.Number), cancellationToken);
        await CheckLedgerAsync(EntriesOf(killed), cancellationToken);
        await CheckVersionsAsync(killed.Acknowledged.Where(words => words[0] == "publish").Select(words => Number(words[1])), cancellationToken);
        await CheckRetrainedAsync(killed, cancellationToken);
        await WatchLeaseAsync(killed, cancellationToken);
    }

    /// <summary>Checks all that was ever acknowledged.</summary>
    public async Task AtTheEndAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_leases);
        await CheckLedgerAsync(_entries.Keys.ToHashSet(), cancellationToken);
        await CheckVersionsAsync(_published, cancellationToken);
        await CheckHistoryAsync(cancellationToken);
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in feedback.ReadFeedbackAsync(KillWorker.Shared, cancellationToken: cancellationToken))
            stored.Add(entry.Id);
        Require(_feedback.IsSubsetOf(stored), $"feedback is lost: {string.Join(", ", _feedback.Except(stored))}");
        foreach (var version in await registry.ListVersionsAsync(KillWorker.Shared, cancellationToken))
            await CheckWholeAsync(KillWorker.Shared, version, cancellationToken);
    }

    private void Remember(string[] words)
    {
        Acknowledged++;
        switch (words)
        {
            case ["publish", var version]:
                Require(_published.Add(Number(version)), $"version {version} was given to two publishers");
                break;
            case ["move", var sequence, var alias, var version]:
                Require(_entries.TryAdd(Number(sequence), $"{alias} {version}"), $"entry {sequence} was given to two writers");
                break;
            case ["delete", var sequence, var version]:
                _entries[Number(sequence)] = $"delete {version}";
                _deleted.Add(Number(version));
                break;
            case ["feedback", var id]:
                _feedback.Add(id);
                break;
        }
    }

    private async Task CheckAliasesAsync(string model, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var alias in await registry.ListAliasesAsync(model, cancellationToken))
                await CheckWholeAsync(model, alias.Version, cancellationToken);
        }
        catch (ModelNotFoundException)
        {
            // It was killed before it made this model.
        }
    }

    private async Task CheckWholeAsync(string model, int version, CancellationToken cancellationToken)
    {
        try
        {
            _ = await registry.OpenAsync(model, version, cancellationToken);
        }
        catch (Exception e) when (e is ModelPackageException or ModelNotFoundException)
        {
            _violations.Add($"{model}:{version} is not whole: {e.Message}");
        }
    }

    /// <summary>A version that was acknowledged is there until somebody deletes it.</summary>
    private async Task CheckVersionsAsync(IEnumerable<int> versions, CancellationToken cancellationToken)
    {
        var there = (await registry.ListVersionsAsync(KillWorker.Shared, cancellationToken)).ToHashSet();
        Require(!there.Overlaps(_deleted), $"deleted versions are back: {string.Join(", ", there.Intersect(_deleted))}");
        foreach (var version in versions.Where(version => !there.Contains(version)))
        {
            var told = await WhyGoneAsync(version, cancellationToken);
            Require(told.Contains("was deleted", StringComparison.Ordinal), $"version {version} was published and is not there: {told}");
        }
    }

    private async Task<string> WhyGoneAsync(int version, CancellationToken cancellationToken)
    {
        try
        {
            // Nothing is listed that can be opened, but for one whose deleter was killed after it was decided.
            _ = await registry.OpenAsync(KillWorker.Shared, version, cancellationToken);
            return "it was deleted, and can still be read";
        }
        catch (ModelNotFoundException e)
        {
            return e.Message;
        }
    }

    private async Task CheckLedgerAsync(HashSet<int> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Count == 0)
            return;
        var newest = (await registry.ListLedgerAsync(KillWorker.Shared, 0, 1, cancellationToken)).EntryCount;
        var page = await registry.ListLedgerAsync(KillWorker.Shared, 0, Math.Max(1, newest - sequences.Min() + 1), cancellationToken);
        var told = page.Entries.Where(e => e.Applied).ToDictionary(e => e.Sequence, e => e.Action == LedgerAction.Delete ? $"delete {e.From}" : $"{e.Alias} {e.To}");
        foreach (var sequence in sequences)
            Require(told.GetValueOrDefault(sequence) == _entries[sequence], $"entry {sequence} was acknowledged as '{_entries[sequence]}' and is '{told.GetValueOrDefault(sequence)}'");
    }

    /// <summary>Each move goes on from where the one before it led, and the last leads to where the alias is.</summary>
    private async Task CheckHistoryAsync(CancellationToken cancellationToken)
    {
        var entries = (await registry.ListLedgerAsync(KillWorker.Shared, 0, int.MaxValue, cancellationToken)).Entries;
        Require(entries.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(1, entries.Count).Reverse()), "the ledger has gaps");
        foreach (var alias in await registry.ListAliasesAsync(KillWorker.Shared, cancellationToken))
        {
            var moves = entries.Where(e => e.Alias == alias.Name && e.Applied).Reverse().ToList();
            Require(moves.SkipLast(1).Select(m => m.To).SequenceEqual(moves.Skip(1).Select(m => m.From)), $"the history of {alias.Name} is not one line");
            Require(moves[^1].To == alias.Version, $"{alias.Name} is at {alias.Version} and its history ends at {moves[^1].To}");
        }
    }

    /// <summary>A retraining that was acknowledged left its version.</summary>
    private async Task CheckRetrainedAsync(KilledProcess killed, CancellationToken cancellationToken)
    {
        foreach (var words in killed.Acknowledged.Where(words => words is ["retrain", _, { Length: > 0 }]))
            await CheckWholeAsync(KillWorker.OwnModel(killed.Number), Number(words[2]), cancellationToken);
    }

    /// <summary>What the killed process held comes free by itself, in time.</summary>
    private async Task WatchLeaseAsync(KilledProcess killed, CancellationToken cancellationToken)
    {
        if (await IsFreeAsync(killed.Number, cancellationToken))
            return;
        HeldLeases++;
        _leases.Add(Task.Run(async () =>
        {
            while (!await IsFreeAsync(killed.Number, cancellationToken))
            {
                if (Since(killed) > LongestLease)
                {
                    Require(false, $"the lease of process {killed.Number} is still held {Since(killed).TotalSeconds:0} s after it was killed");
                    return;
                }
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            }
            var held = (long)Since(killed).TotalMilliseconds;
            for (var longest = Interlocked.Read(ref _longestLease); held > longest; longest = Interlocked.Read(ref _longestLease))
                Interlocked.CompareExchange(ref _longestLease, held, longest);
        }, cancellationToken));
    }

    private async Task<bool> IsFreeAsync(int number, CancellationToken cancellationToken)
    {
        await using var lease = await registry.TryAcquireLeaseAsync(KillWorker.OwnModel(number), "retrain", cancellationToken);
        return lease is not null;
    }

    private static HashSet<int> EntriesOf(KilledProcess killed) =>
        [.. killed.Acknowledged.Where(words => words[0] is "move" or "delete").Select(words => Number(words[1]))];

    private static TimeSpan Since(KilledProcess killed) => TimeProvider.System.GetUtcNow() - killed.Killed;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Require(bool holds, string otherwise)
    {
        if (holds)
            return;
        lock (_violations)
            _violations.Add(otherwise);
    }
}
