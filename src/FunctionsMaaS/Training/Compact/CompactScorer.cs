using System.Diagnostics;
using FunctionsMaaS.Data;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Scores one text after another in buffers of its own: once they have grown, no text allocates anything.</summary>
internal sealed class CompactScorer(CompactModel model) : IMeasuredScorer
{
    private const int KeysAtOnce = 1024;

    private readonly CompactHits _hits = new(model.Layout.Rows);
    private readonly float[] _margins = new float[RowKernels.PaddedLength(model.Layout.Classes)];
    private readonly float[] _sums = new float[RowKernels.PaddedLength(model.Layout.Classes)];
    private readonly ulong[] _keys = new ulong[KeysAtOnce];
    private char[] _stripped = [];

    public TextMeasures LastText { get; private set; }

    public void Score(string text, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (probabilities.Length != model.Labels.Count)
            throw new ArgumentException($"{probabilities.Length} places cannot hold the probabilities of {model.Labels.Count} labels.", nameof(probabilities));
        var margins = Margins(text);
        model.Probabilities.ToLogits(margins);
        Temperature.Softmax(margins, model.Settings.Temperature ?? 1, probabilities);
    }

    public void Dispose()
    {
    }

    /// <summary>The margins of a text, valid until the next.</summary>
    internal Span<float> Margins(string text)
    {
        var table = model.Table;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var sink = new Sink(table, _hits, _keys);
            model.Reader.Read(Stripped(text), ref sink);
            sink.Flush();
            LastText = new(Stopwatch.GetElapsedTime(started), sink.Ngrams, sink.Unknown);
            model.Biases.CopyTo(_margins, 0);
            Add(NgramBlock.Words, table);
            Add(NgramBlock.Subwords, table);
        }
        finally
        {
            _hits.Clear();
        }
        return _margins.AsSpan(0, model.Layout.Classes);
    }

    /// <summary>Adds the rows of a block, divided by the length of the vector of (1 + ln count) times idf.</summary>
    private void Add(NgramBlock block, CompactTable table)
    {
        var squares = RowSums.Add(_hits, block, table, model.Layout.Bits, _sums);
        // Not by the tensor library, which would be loaded for this alone and delay the first answer.
        var factor = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        for (var c = 0; c < _margins.Length; c++)
            _margins[c] += factor * _sums[c];
    }

    private ReadOnlySpan<char> Stripped(string text)
    {
        if (model.Settings.Strip == MessageParts.None)
            return text;
        if (_stripped.Length < text.Length)
            _stripped = new char[text.Length];
        return _stripped.AsSpan(0, MessageStripper.Strip(text, model.Settings.Strip, _stripped));
    }

    /// <summary>Gathers n-grams, so that the memory which looking them up needs is fetched while others are looked up.</summary>
    private ref struct Sink(CompactTable table, CompactHits hits, ulong[] keys) : INgramSink
    {
        private readonly CompactTable _table = table;
        private int _count;

        public int Ngrams { get; private set; }

        public int Unknown { get; private set; }

        public void Add(ulong key, int start, int end)
        {
            keys[_count++] = key;
            if (_count == keys.Length)
                Flush();
        }

        public void Flush()
        {
            Unknown += hits.AddAll(keys.AsSpan(0, _count), _table);
            Ngrams += _count;
            _count = 0;
        }
    }
}
