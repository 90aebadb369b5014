using FunctionsMaaS.Data;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Takes the margins of one text apart. Allocates; scoring is <see cref="CompactScorer"/>'s.</summary>
internal sealed class CompactDecomposer(CompactModel model)
{
    private readonly CompactHits _hits = new(model.Layout.Rows);
    private readonly List<(int Row, NgramBlock Block, int Start, int End)> _occurrences = [];

    /// <summary>Takes the margins of <paramref name="text"/> apart.</summary>
    public LinearDecomposition Decompose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scored = MessageStripper.Strip(text, model.Settings.Strip);
        var table = model.Table;
        var sink = new Sink(table, this);
        model.Reader.Read(scored, ref sink);
        var lengths = (Words: _hits.LengthOf(NgramBlock.Words, table), Subwords: _hits.LengthOf(NgramBlock.Subwords, table));
        var spans = new SortedDictionary<(int Start, int End), float[]>();
        foreach (var (row, block, start, end) in _occurrences)
        {
            var count = _hits.CountOf(row);
            // The n-gram's whole contribution is shared out evenly among its occurrences.
            var factor = TermFrequency.Of(count) / count / (block == NgramBlock.Words ? lengths.Words : lengths.Subwords);
            if (!spans.TryGetValue((start, end), out var contributions))
                spans.Add((start, end), contributions = new float[model.Layout.Classes]);
            RowKernels.AddScalar(table.Row(row), model.Layout.Bits, factor, contributions);
        }
        using var scorer = new CompactScorer(model);
        return new()
        {
            ScoredText = scored,
            Margins = scorer.Margins(text).ToArray(),
            Biases = [.. model.Biases],
            Spans = [.. spans.Select(span => new SpanContribution(span.Key.Start, span.Key.End - span.Key.Start, span.Value))],
        };
    }

    private readonly ref struct Sink(CompactTable table, CompactDecomposer decomposer) : INgramSink
    {
        private readonly CompactTable _table = table;

        public void Add(ulong key, int start, int end)
        {
            if (_table.Find(key) is not (>= 0 and var row))
                return;
            decomposer._hits.Add(row, NgramHash.BlockOf(key));
            decomposer._occurrences.Add((row, NgramHash.BlockOf(key), start, end));
        }
    }
}
