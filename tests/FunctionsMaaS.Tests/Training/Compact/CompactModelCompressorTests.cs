using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class CompactModelCompressorTests
{
    private static readonly TrainedModel Trained = SmallModels.Train(SmallModels.Messages);

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 2)]
    [InlineData(32, 4)]
    public void Weights_take_the_bits_asked_for(int bits, int bytes)
    {
        using var model = SmallModels.Open(SmallModels.WithBits(Trained, bits));
        Assert.Equal((bits, (4 + (3 * bytes) + 3) / 4 * 4), (model.Layout.Bits, model.Layout.Stride));
    }

    [Fact]
    public void Widening_loses_nothing()
    {
        var narrow = Margins(Trained.Payload.ToArray());
        Assert.Equal(narrow, Margins(SmallModels.WithBits(Trained, 32)), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(narrow, Margins(SmallModels.WithBits(Trained, 16)), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void A_weight_is_off_by_no_more_than_half_a_step_of_its_row()
    {
        var random = new Random(1);
        var keys = Enumerable.Range(0, 500).Select(_ => (ulong)random.NextInt64() * 2).Distinct().Order().ToArray();
        var weights = keys.SelectMany(_ => Enumerable.Range(0, 5).Select(_ => random.NextSingle() - 0.5f)).ToArray();
        var parameters = new CompactParameters
        {
            Labels = ["a", "b", "c", "d", "e"],
            Settings = new(),
            Keys = keys,
            Idf = [.. keys.Select(_ => 1f)],
            Weights = weights,
            Biases = new float[5],
            Probabilities = new(1, 1, 0),
        };
        foreach (var (bits, steps) in new[] { (8, 127), (16, 32767) })
        {
            using var model = SmallModels.Open(CompactWriter.Write(parameters, bits));
            for (var i = 0; i < keys.Length; i++)
            {
                var row = model.Table.Row(model.Table.Find(keys[i]));
                var largest = Enumerable.Range(0, 5).Max(c => Math.Abs(weights[(i * 5) + c]));
                for (var c = 0; c < 5; c++)
                    Assert.Equal(weights[(i * 5) + c], RowKernels.WeightOf(row, bits, c), largest / steps * 0.51);
            }
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_share_of_the_n_grams_is_left_out_and_the_labels_hardly_change(double fraction)
    {
        var compressed = CompactModelCompressor.Compress(Trained.Payload, new() { Fraction = fraction });
        using var before = SmallModels.Open(Trained.Payload);
        using var after = SmallModels.Open(compressed.Payload);
        Assert.Equal((int)Math.Ceiling(before.Layout.Rows * (1 - fraction)), after.Layout.Rows);
        Assert.Equal(after.Layout.Rows.ToString(), compressed.Parameters["features"]);
        Assert.Equal((before.Layout.Rows - after.Layout.Rows).ToString(), compressed.Parameters["prunedFeatures"]);
        Assert.InRange(Agreement(before, after), 0.9, 1);
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void A_target_is_met_and_used(int target)
    {
        var compressed = CompactModelCompressor.Compress(Trained.Payload, new() { TargetBytes = target });
        Assert.InRange(compressed.Payload.Length, target * 0.85, target);
        using var model = SmallModels.Open(compressed.Payload);
        Assert.True((model.Layout with { Rows = model.Layout.Rows + 1 }).Length > target);
    }

    [Fact]
    public void A_threshold_leaves_only_n_grams_that_tell_classes_apart_by_as_much()
    {
        var whole = CompactModelReader.Read(SmallModels.Open(Trained.Payload));
        var spreads = Enumerable.Range(0, whole.Keys.Length).Select(row => FeaturePruning.Spread(whole.Weights.AsSpan(row * 3, 3))).ToArray();
        var compressed = CompactModelCompressor.Compress(Trained.Payload, new() { Threshold = 0.3 });
        Assert.Equal(spreads.Count(spread => spread >= 0.3 * spreads.Max()).ToString(), compressed.Parameters["features"]);
    }

    [Fact]
    public void Compressing_again_changes_nothing() =>
        Assert.Equal(Trained.Payload.ToArray(), CompactModelCompressor.Compress(Trained.Payload, new()).Payload.ToArray());

    [Fact]
    public void Everything_but_the_n_grams_is_kept()
    {
        using var before = SmallModels.Open(Trained.Payload);
        using var after = SmallModels.Open(CompactModelCompressor.Compress(Trained.Payload, new() { Fraction = 0.5 }).Payload);
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal((before.Reader.Settings, before.Probabilities), (after.Reader.Settings, after.Probabilities));
        Assert.Equal(before.Biases, after.Biases);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        CompressionOptions[] impossible =
            [new() { Bits = 4 }, new() { Fraction = 1 }, new() { Fraction = -0.1 }, new() { Threshold = double.NaN }, new() { TargetBytes = 0 }, new() { TargetBytes = 100 }];
        Assert.All(impossible, options => Assert.Throws<ArgumentException>(() => CompactModelCompressor.Compress(Trained.Payload, options)));
    }

    [Fact]
    public void Another_format_is_refused() =>
        Assert.Throws<InvalidDataException>(() => CompactModelCompressor.Compress("PK\u0003\u0004 is a zip"u8.ToArray(), new()));

    private static IEnumerable<float> Margins(byte[] payload)
    {
        using var scorer = new CompactScorer(SmallModels.Open(payload));
        return [.. SmallModels.Messages.Examples.SelectMany(example => scorer.Margins(example.Text).ToArray())];
    }

    private static double Agreement(CompactModel one, CompactModel other)
    {
        using var first = new CompactScorer(one);
        using var second = new CompactScorer(other);
        static int Best(ReadOnlySpan<float> margins) => margins.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(margins));
        return SmallModels.Messages.Examples.Average(example => Best(first.Margins(example.Text)) == Best(second.Margins(example.Text)) ? 1.0 : 0);
    }
}
