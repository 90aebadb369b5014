using System.Buffers;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The distinct n-grams of every text and how often each occurs in it. Immutable.</summary>
internal sealed class NgramCorpus
{
    private readonly int[] _starts;
    private readonly ulong[] _keys;
    private readonly int[] _counts;

    private NgramCorpus(int[] starts, ulong[] keys, int[] counts) => (_starts, _keys, _counts) = (starts, keys, counts);

    /// <summary>How many texts there are.</summary>
    public int Documents => _starts.Length - 1;

    /// <summary>The keys of all texts, one text after another, ascending within each.</summary>
    public ReadOnlySpan<ulong> Keys => _keys;

    /// <summary>The counts that belong to <see cref="Keys"/>, each at least 1.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Where the entries of each text begin, and at the end how many entries there are.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>Reads all texts, on all cores; the result does not depend on how many.</summary>
    public static NgramCorpus Read(NgramReader reader, string[] texts, CancellationToken cancellationToken)
    {
        var keys = new ulong[texts.Length][];
        var counts = new int[texts.Length][];
        Parallel.For(0, texts.Length, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            static () => new KeyBuffer(), (i, _, buffer) =>
            {
                (keys[i], counts[i]) = buffer.Read(reader, texts[i]);
                return buffer;
            }, static _ => { });
        var starts = new int[texts.Length + 1];
        for (var i = 0; i < texts.Length; i++)
            starts[i + 1] = checked(starts[i] + keys[i].Length);
        var (allKeys, allCounts) = (new ulong[starts[^1]], new int[starts[^1]]);
        for (var i = 0; i < texts.Length; i++)
        {
            keys[i].CopyTo(allKeys, starts[i]);
            counts[i].CopyTo(allCounts, starts[i]);
        }
        return new(starts, allKeys, allCounts);
    }

    private struct Sink(KeyBuffer buffer) : INgramSink
    {
        public readonly void Add(ulong key, int start, int end) => buffer.Add(key);
    }

    /// <summary>The occurrences of one text, kept by one thread from text to text.</summary>
    private sealed class KeyBuffer
    {
        private ulong[] _keys = new ulong[4096];
        private int _count;

        public void Add(ulong key)
        {
            if (_count == _keys.Length)
                Array.Resize(ref _keys, 2 * _count);
            _keys[_count++] = key;
        }

        public (ulong[] Keys, int[] Counts) Read(NgramReader reader, string text)
        {
            _count = 0;
            var sink = new Sink(this);
            reader.Read(text, ref sink);
            var occurrences = _keys.AsSpan(0, _count);
            occurrences.Sort();
            var counts = ArrayPool<int>.Shared.Rent(_count);
            var distinct = 0;
            for (var i = 0; i < occurrences.Length; distinct++)
            {
                var first = i;
                while (++i < occurrences.Length && occurrences[i] == occurrences[first]) { }
                occurrences[distinct] = occurrences[first];
                counts[distinct] = i - first;
            }
            var result = (occurrences[..distinct].ToArray(), counts.AsSpan(0, distinct).ToArray());
            ArrayPool<int>.Shared.Return(counts);
            return result;
        }
    }
}
