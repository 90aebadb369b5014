using System.Diagnostics;
using FunctionsMaaS.Data;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Scores one text after another in buffers of its own: once they have grown, no text allocates anything.</summary>
internal sealed class CompactScorer(CompactModel model) : IMeasuredScorer
{
    private readonly CompactHits _hits = new(model.Layout.Rows);
    private readonly float[] _margins = new float[RowKernels.PaddedLength(model.Layout.Classes)];
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
            var sink = new Sink(table, _hits);
            model.Reader.Read(Stripped(text), ref sink);
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

    private void Add(NgramBlock block, CompactTable table)
    {
        var length = _hits.LengthOf(block, table);
        if (length == 0)
            return;
        var bits = model.Layout.Bits;
        foreach (var row in _hits.Of(block))
            RowKernels.Add(table.Row(row), bits, TermFrequency.Of(_hits.CountOf(row)) / length, _margins);
    }

    private ReadOnlySpan<char> Stripped(string text)
    {
        if (model.Settings.Strip == MessageParts.None)
            return text;
        if (_stripped.Length < text.Length)
            _stripped = new char[text.Length];
        return _stripped.AsSpan(0, MessageStripper.Strip(text, model.Settings.Strip, _stripped));
    }

    private ref struct Sink(CompactTable table, CompactHits hits) : INgramSink
    {
        private readonly CompactTable _table = table;

        public int Ngrams { get; private set; }

        public int Unknown { get; private set; }

        public void Add(ulong key, int start, int end)
        {
            Ngrams++;
            if (_table.Find(key) is >= 0 and var row)
                hits.Add(row, NgramHash.BlockOf(key));
            else
                Unknown++;
        }
    }
}
