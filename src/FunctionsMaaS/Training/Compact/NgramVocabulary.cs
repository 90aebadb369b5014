using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The n-grams a model learns about, ascending by key: their keys, in how many texts each occurs, and where.</summary>
/// <param name="Keys">The keys, ascending and distinct.</param>
/// <param name="DocumentFrequencies">How many texts have each.</param>
/// <param name="Entries">For each entry of the <see cref="NgramCorpus"/> the index of its key in <paramref name="Keys"/>; -1 if it is not learned about.</param>
internal sealed record NgramVocabulary(ulong[] Keys, int[] DocumentFrequencies, int[] Entries)
{
    // Shards small enough for the second-level cache.
    private const int ShardBits = 10;

    /// <summary>How many n-grams there are.</summary>
    public int Count => Keys.Length;

    /// <summary>Collects the n-grams of a corpus.</summary>
    /// <param name="corpus">The texts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static NgramVocabulary Collect(NgramCorpus corpus, CancellationToken cancellationToken)
    {
        var (keys, entries, starts) = Partition(corpus.Keys);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var shards = new (ulong[] Keys, int[] Frequencies)[1 << ShardBits];
        var ids = new int[keys.Length];
        Parallel.For(0, shards.Length, options, shard => shards[shard] = CollectShard(keys, entries, starts[shard], starts[shard + 1], ids));
        var firsts = new int[shards.Length + 1];
        for (var shard = 0; shard < shards.Length; shard++)
            firsts[shard + 1] = firsts[shard] + shards[shard].Keys.Length;
        var (vocabulary, frequencies) = (new ulong[firsts[^1]], new int[firsts[^1]]);
        Parallel.For(0, shards.Length, options, shard =>
        {
            shards[shard].Keys.CopyTo(vocabulary, firsts[shard]);
            shards[shard].Frequencies.CopyTo(frequencies, firsts[shard]);
            for (var i = starts[shard]; i < starts[shard + 1]; i++)
                ids[entries[i]] += firsts[shard];
        });
        return new(vocabulary, frequencies, ids);
    }

    /// <summary>The vocabulary of some of its n-grams only.</summary>
    /// <param name="kept">For each n-gram whether it stays.</param>
    public NgramVocabulary Keep(bool[] kept)
    {
        var map = new int[Count];
        var count = 0;
        for (var i = 0; i < Count; i++)
            map[i] = kept[i] ? count++ : -1;
        var (keys, frequencies, entries) = (new ulong[count], new int[count], new int[Entries.Length]);
        for (var i = 0; i < Count; i++)
        {
            if (map[i] >= 0)
                (keys[map[i]], frequencies[map[i]]) = (Keys[i], DocumentFrequencies[i]);
        }
        for (var i = 0; i < entries.Length; i++)
            entries[i] = Entries[i] < 0 ? -1 : map[Entries[i]];
        return new(keys, frequencies, entries);
    }

    /// <summary>Numbers the keys of one shard in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong[] Keys, int[] Frequencies) CollectShard(ulong[] keys, int[] entries, int start, int end, int[] ids)
    {
        // Interned in order of appearance and then renumbered: sorting the distinct keys alone is a fifth of the work of sorting all.
        var known = new Dictionary<ulong, int>((end - start) / 4);
        for (var i = start; i < end; i++)
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(known, keys[i], out var exists);
            if (!exists)
                id = known.Count - 1;
            ids[entries[i]] = id;
        }
        ulong[] distinct = [.. known.Keys];
        int[] order = [.. known.Values];
        Array.Sort(distinct, order);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            rank[order[i]] = i;
        var frequencies = new int[order.Length];
        for (var i = start; i < end; i++)
        {
            ref var id = ref ids[entries[i]];
            id = rank[id];
            frequencies[id]++;
        }
        return (distinct, frequencies);
    }

    // By the highest bits of the key, so that each shard can be sorted apart and the shards in order are all keys in order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (ulong[] Keys, int[] Entries, int[] Starts) Partition(ReadOnlySpan<ulong> source)
    {
        var starts = new int[(1 << ShardBits) + 1];
        foreach (var key in source)
            starts[(int)(key >> (64 - ShardBits)) + 1]++;
        for (var shard = 0; shard < 1 << ShardBits; shard++)
            starts[shard + 1] += starts[shard];
        var next = starts.AsSpan(0, 1 << ShardBits).ToArray();
        var (keys, entries) = (new ulong[source.Length], new int[source.Length]);
        for (var i = 0; i < source.Length; i++)
        {
            var at = next[(int)(source[i] >> (64 - ShardBits))]++;
            (keys[at], entries[at]) = (source[i], i);
        }
        return (keys, entries, starts);
    }
}
