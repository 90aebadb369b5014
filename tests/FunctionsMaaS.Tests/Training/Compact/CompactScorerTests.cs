using FunctionsMaaS.Data;
using FunctionsMaaS.Text;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class CompactScorerTests
{
    private static readonly CompactModel Model = SmallModels.Open(SmallModels.Train(SmallModels.Messages).Payload);

    [Fact]
    public void A_warm_scorer_allocates_nothing()
    {
        using var scorer = Model.CreateScorer();
        var probabilities = new float[3];
        var texts = SmallModels.Texts.Concat(SmallModels.Messages.Examples.Select(e => e.Text)).ToArray();
        void ScoreAll()
        {
            foreach (var text in texts)
                scorer.Score(text, probabilities);
        }
        ScoreAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ScoreAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The runtime's own vector searches may box a few bytes until they are compiled anew; a copy of the text would be 200 kB.</summary>
    [Fact]
    public void A_warm_scorer_that_strips_makes_no_copy_of_the_text()
    {
        using var model = CompactModelFormat.Open(Model.File, new() { Strip = MessageParts.Headers | MessageParts.Footers | MessageParts.Quotes });
        using var scorer = model.CreateScorer();
        var probabilities = new float[3];
        var text = SmallModels.Messages.Examples[0].Text + string.Concat(Enumerable.Repeat("\n> quoted\nand answered", 5_000));
        scorer.Score(text, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        scorer.Score(text, probabilities);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, text.Length / 10);
    }

    [Fact]
    public void Stripping_scores_what_is_left()
    {
        const MessageParts All = MessageParts.Headers | MessageParts.Footers | MessageParts.Quotes;
        using var stripping = new CompactScorer(CompactModelFormat.Open(Model.File, new() { Strip = All }));
        using var plain = new CompactScorer(Model);
        foreach (var example in SmallModels.Messages.Examples)
            Assert.Equal(plain.Margins(MessageStripper.Strip(example.Text, All)).ToArray(), stripping.Margins(example.Text).ToArray());
    }

    [Fact]
    public void A_text_is_measured_by_the_n_grams_that_the_model_does_not_know()
    {
        using var scorer = new CompactScorer(Model);
        var probabilities = new float[3];
        foreach (var text in SmallModels.Texts)
        {
            scorer.Score(text, probabilities);
            var oracle = new CountingSink(Model.Table);
            Model.Reader.Read(text, ref oracle);
            Assert.Equal((oracle.All, oracle.Unknown), (scorer.LastText.Ngrams, scorer.LastText.Unknown));
        }

        Assert.Null(default(TextMeasures).UnknownShare);
    }

    [Fact]
    public void A_text_leaves_no_trace_in_the_next()
    {
        using var used = new CompactScorer(Model);
        foreach (var example in SmallModels.Messages.Examples)
        {
            using var fresh = new CompactScorer(Model);
            Assert.Equal(fresh.Margins(example.Text).ToArray(), used.Margins(example.Text).ToArray());
        }
    }

    [Fact]
    public async Task Scorers_of_one_model_work_side_by_side()
    {
        float[] Score()
        {
            using var scorer = new CompactScorer(Model);
            return [.. SmallModels.Messages.Examples.SelectMany(example => scorer.Margins(example.Text).ToArray())];
        }
        var expected = Score();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Score)));
        Assert.All(results, result => Assert.Equal(expected, result));
    }

    [Fact]
    public void A_temperature_in_the_settings_flattens_the_probabilities()
    {
        using var flat = CompactModelFormat.Open(Model.File, new() { Temperature = 2 }).CreateScorer();
        using var usual = Model.CreateScorer();
        var (p, q) = (new float[3], new float[3]);
        usual.Score("moon rocket", p);
        flat.Score("moon rocket", q);
        var roots = p.Select(x => Math.Sqrt(x)).ToArray();
        Assert.All(q.Zip(roots), pair => Assert.Equal(pair.Second / roots.Sum(), pair.First, 1e-4));
    }

    [Fact]
    public void A_text_of_ten_megabytes_and_a_word_of_a_million_letters_are_scored()
    {
        using var scorer = Model.CreateScorer();
        var probabilities = new float[3];
        foreach (var text in (string[])[string.Concat(Enumerable.Repeat("moon @rocket? ", 750_000)), new string('m', 1_000_000), new string('漢', 1_000_000), new string('\u0301', 1_000_000), new string('@', 1_000_000)])
        {
            scorer.Score(text, probabilities);
            Assert.Equal(1, probabilities.Sum(), 1e-4);
        }
    }

    [Fact]
    public void Probabilities_of_another_length_are_refused()
    {
        using var scorer = Model.CreateScorer();
        Assert.Throws<ArgumentException>(() => scorer.Score("moon", new float[2]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void The_vector_kernel_adds_what_the_scalar_one_adds(int bits)
    {
        var random = new Random(bits);
        for (var classes = 1; classes <= 40; classes++)
        {
            var row = new byte[CompactLayout.RowHeader + (classes * 4) + CompactLayout.Padding];
            for (var i = 0; i < classes; i++)
                BitConverter.TryWriteBytes(row.AsSpan(CompactLayout.RowHeader + (i * bits / 8)), bits == 32 ? BitConverter.SingleToInt32Bits(random.NextSingle() - 0.5f) : random.Next());
            BitConverter.TryWriteBytes(row, BFloat.Encode(0.01f));
            var start = Enumerable.Range(0, RowKernels.PaddedLength(classes)).Select(_ => random.NextSingle()).ToArray();
            float[] vector = [.. start], scalar = [.. start];
            RowKernels.Add(row, bits, 1.5f, vector);
            RowKernels.AddScalar(row, bits, 1.5f, scalar.AsSpan(0, classes));
            for (var c = 0; c < classes; c++)
                Assert.Equal(scalar[c], vector[c], 1e-5f * Math.Max(1, Math.Abs(scalar[c])));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    public void Sums_of_rows_are_those_of_the_scalar_kernel_for_few_classes_and_many(int bits)
    {
        for (var classes = 1; classes <= 40; classes++)
        {
            var layout = new CompactLayout(classes, Rows: 5, bits, LabelBytes: 0);
            var table = new CompactTable(FileOfRows(layout, new(bits + classes)), layout);
            var hits = new CompactHits(layout.Rows);
            foreach (var row in (int[])[4, 0, 4, 2])
                hits.Add(row, NgramBlock.Words);

            var sums = Enumerable.Repeat(7f, RowKernels.PaddedLength(classes)).ToArray();
            var squares = RowSums.Add(hits, NgramBlock.Words, table, bits, sums);

            var expected = new float[classes];
            foreach (var row in (int[])[0, 2, 4])
                RowKernels.AddScalar(table.Row(row), bits, TermFrequency.Of(row == 4 ? 2 : 1), expected);
            for (var c = 0; c < classes; c++)
                Assert.Equal(expected[c], sums[c], 1e-5f * Math.Max(1, Math.Abs(expected[c])));
            Assert.Equal(Math.Pow(hits.LengthOf(NgramBlock.Words, table), 2), squares, 1e-3 * squares);
        }
    }

    private static byte[] FileOfRows(CompactLayout layout, Random random)
    {
        var file = new byte[layout.Length];
        for (var row = 0; row < layout.Rows; row++)
        {
            var bytes = file.AsSpan((int)layout.Table + (row * layout.Stride));
            BitConverter.TryWriteBytes(bytes, BFloat.Encode(0.001f * (1 + row)));
            BitConverter.TryWriteBytes(bytes[2..], BFloat.Encode(1 + row));
            for (var c = 0; c < layout.Classes; c++)
                BitConverter.TryWriteBytes(bytes[(CompactLayout.RowHeader + (c * layout.Bits / 8))..], layout.Bits == 32 ? BitConverter.SingleToInt32Bits(random.NextSingle() - 0.5f) : random.Next());
        }
        file.AsSpan((int)layout.Table + (layout.Rows * layout.Stride)).Clear();
        return file;
    }

    private ref struct CountingSink(CompactTable table) : INgramSink
    {
        private readonly CompactTable _table = table;

        public int All { get; private set; }

        public int Unknown { get; private set; }

        public void Add(ulong key, int start, int end)
        {
            All++;
            Unknown += _table.Find(key) < 0 ? 1 : 0;
        }
    }
}
