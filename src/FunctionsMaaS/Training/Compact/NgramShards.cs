using System.Runtime.CompilerServices;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Entries of a corpus gathered by the highest bits of their keys, so that all entries of a key lie in one shard, which fits the second-level cache.
/// A corpus is gathered in several passes over the same memory, as touching new memory costs more than looking at every key again.
/// </summary>
internal sealed class NgramShards
{
    /// <summary>How many shards a corpus has.</summary>
    public const int Count = 1 << Bits;

    private const int Bits = 9;
    private const int EntriesOfPass = 1 << 20;

    private readonly NgramCorpus _corpus;
    private readonly int[] _classes;
    private readonly Range[] _slices;
    private readonly int[][] _counts;
    private readonly int[][] _next;
    private readonly int[] _starts = new int[Count + 1];
    private readonly float[] _lengths;

    /// <summary>Gets ready for a corpus.</summary>
    /// <param name="corpus">The texts.</param>
    /// <param name="classes">The class of every text, each below 65,536.</param>
    /// <param name="lengths">Of every text the lengths of its two blocks, as <see cref="TermFrequency.Lengths"/> gives them.</param>
    public NgramShards(NgramCorpus corpus, int[] classes, float[] lengths)
    {
        (_corpus, _classes, _lengths) = (corpus, classes, lengths);
        var threads = Environment.ProcessorCount;
        _slices = [.. Enumerable.Range(0, threads).Select(slice => (int)((long)slice * corpus.Documents / threads)..(int)((slice + 1L) * corpus.Documents / threads))];
        (_counts, _next) = (new int[threads][], new int[threads][]);
        Parallel.For(0, threads, slice => (_counts[slice], _next[slice]) = (Counts(_slices[slice]), new int[Count]));
        Passes = (int)Math.Clamp(corpus.Entries / EntriesOfPass, 1, Count);
    }

    /// <summary>In how many passes the corpus is gathered.</summary>
    public int Passes { get; }

    /// <summary>The keys of the pass; within a shard in the order of the corpus.</summary>
    public ulong[] Keys { get; private set; } = [];

    /// <summary>1 + ln count, each <see cref="NgramBlock"/> of a text scaled to unit length.</summary>
    public float[] Values { get; private set; } = [];

    /// <summary>The class of each entry's text.</summary>
    public ushort[] Classes { get; private set; } = [];

    /// <summary>The shards of a pass.</summary>
    public (int First, int End) Of(int pass) => (pass * Count / Passes, (pass + 1) * Count / Passes);

    /// <summary>Where the entries of a shard of the current pass lie.</summary>
    public Range EntriesOf(int shard) => _starts[shard].._starts[shard + 1];

    /// <summary>Gathers the shards of one pass, on all cores; the result does not depend on how many. What the pass before gathered is gone.</summary>
    public void Gather(int pass, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var (first, end) = Of(pass);
        var at = 0;
        for (var shard = first; shard < end; shard++)
        {
            _starts[shard] = at;
            for (var slice = 0; slice < _slices.Length; slice++)
                (_next[slice][shard], at) = (at, at + _counts[slice][shard]);
        }
        _starts[end] = at;
        if (Keys.Length < at)
            (Keys, Values, Classes) = (new ulong[at + (at / 8)], new float[at + (at / 8)], new ushort[at + (at / 8)]);
        Parallel.For(0, _slices.Length, options, slice => Scatter(_slices[slice], first, end, _next[slice]));
    }

    private static int ShardOf(ulong key) => (int)(key >> (64 - Bits));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] Counts(Range documents)
    {
        var counts = new int[Count];
        for (var document = documents.Start.Value; document < documents.End.Value; document++)
        {
            foreach (var key in _corpus.KeysOf(document))
                counts[ShardOf(key)]++;
        }
        return counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scatter(Range documents, int first, int end, int[] next)
    {
        var (allKeys, allValues, allClasses) = (Keys, Values, Classes);
        for (var document = documents.Start.Value; document < documents.End.Value; document++)
        {
            var keys = _corpus.KeysOf(document);
            var counts = _corpus.CountsOf(document);
            var lengths = _lengths.AsSpan(2 * document, 2);
            for (var i = 0; i < keys.Length; i++)
            {
                var shard = ShardOf(keys[i]);
                if ((uint)(shard - first) >= (uint)(end - first))
                    continue;
                var at = next[shard]++;
                (allKeys[at], allClasses[at]) = (keys[i], (ushort)_classes[document]);
                allValues[at] = TermFrequency.Of(counts[i]) / lengths[(int)NgramHash.BlockOf(keys[i])];
            }
        }
    }
}
