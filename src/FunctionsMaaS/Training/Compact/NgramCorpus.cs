using System.Runtime.CompilerServices;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The distinct n-grams of every text and how often each occurs in it. Immutable.</summary>
internal sealed class NgramCorpus
{
    /// <summary>A larger count means no more than this one.</summary>
    public const int MaxCount = ushort.MaxValue;

    private readonly Ngrams[] _texts;

    private NgramCorpus(Ngrams[] texts) => _texts = texts;

    /// <summary>How many texts there are.</summary>
    public int Documents => _texts.Length;

    /// <summary>How many pairs of a text and an n-gram there are.</summary>
    public long Entries => _texts.Sum(text => (long)text.Keys.Length);

    /// <summary>The distinct keys of a text, in the order in which each is met first.</summary>
    public ReadOnlySpan<ulong> KeysOf(int document) => _texts[document].Keys.Span;

    /// <summary>How often the text has each of <see cref="KeysOf"/>, 1 to <see cref="MaxCount"/>.</summary>
    public ReadOnlySpan<ushort> CountsOf(int document) => _texts[document].Counts.Span;

    /// <summary>A corpus of texts that are counted already.</summary>
    /// <param name="texts">The distinct keys of each text and their counts.</param>
    public static NgramCorpus Of(IEnumerable<(ulong[] Keys, ushort[] Counts)> texts) => new([.. texts.Select(text => new Ngrams(text.Keys, text.Counts))]);

    /// <summary>Reads all texts, on all cores; the result does not depend on how many.</summary>
    public static NgramCorpus Read(NgramReader reader, string[] texts, CancellationToken cancellationToken)
    {
        var counted = new Ngrams[texts.Length];
        Parallel.For(0, texts.Length, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            static () => new Counter(), (i, _, counter) =>
            {
                counted[i] = counter.Count(reader, texts[i]);
                return counter;
            }, static _ => { });
        return new(counted);
    }

    private readonly record struct Ngrams(ReadOnlyMemory<ulong> Keys, ReadOnlyMemory<ushort> Counts);

    private struct Sink(Counter counter) : INgramSink
    {
        public readonly void Add(ulong key, int start, int end) => counter.Add(key);
    }

    /// <summary>Counts one text after another, for one thread. What it has counted lies in large blocks, which the collector does not move.</summary>
    private sealed class Counter
    {
        private const int BlockSize = 1 << 16;

        private readonly KeyNumbers _numbers = new();
        private ulong[] _occurrences = new ulong[4096];
        private int[] _counts = [];
        private int _count;
        private Memory<ulong> _freeKeys;
        private Memory<ushort> _freeCounts;

        public void Add(ulong key)
        {
            if (_count == _occurrences.Length)
                Array.Resize(ref _occurrences, 2 * _count);
            _occurrences[_count++] = key;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Ngrams Count(NgramReader reader, string text)
        {
            _count = 0;
            var sink = new Sink(this);
            reader.Read(text, ref sink);
            _numbers.Clear(_count);
            if (_counts.Length < _count)
                _counts = new int[_occurrences.Length];
            _counts.AsSpan(0, _count).Clear();
            foreach (var key in _occurrences.AsSpan(0, _count))
                _counts[_numbers.NumberOf(key)]++;
            return Keep();
        }

        private Ngrams Keep()
        {
            var count = _numbers.Count;
            if (_freeKeys.Length < count)
                (_freeKeys, _freeCounts) = (new ulong[Math.Max(count, BlockSize)], new ushort[Math.Max(count, BlockSize)]);
            var (keys, counts) = (_freeKeys[..count], _freeCounts[..count]);
            (_freeKeys, _freeCounts) = (_freeKeys[count..], _freeCounts[count..]);
            _numbers.Keys.CopyTo(keys.Span);
            for (var i = 0; i < count; i++)
                counts.Span[i] = (ushort)Math.Min(_counts[i], MaxCount);
            return new(keys, counts);
        }
    }
}
