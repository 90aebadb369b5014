using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

/// <summary>The optimisers against scikit-learn.</summary>
public sealed class LearnersTests
{
    private static readonly LinearGolden Golden = LinearGolden.Read();

    [Fact]
    public void Dual_coordinate_ascent_finds_the_machines_of_LinearSVC()
    {
        var matrix = Golden.ToMatrix();
        var block = new ClassBlock(0, Golden.Classes);
        var scales = new float[matrix.Width * block.Lanes];
        Array.Fill(scales, 1);
        var found = DualCoordinateAscent.Fit(matrix, Golden.AllRows, Golden.Labels, block, scales, Golden.Cost, epochs: 300, seed: 1, tolerance: 1e-6f, CancellationToken.None);
        for (var c = 0; c < Golden.Classes; c++)
        {
            Assert.Equal(Golden.Biases[c], found.Biases[c], 1e-3);
            for (var feature = 0; feature < matrix.Width; feature++)
                Assert.Equal(Golden.Weights[c][feature], found.Weights[(feature * block.Lanes) + c], 1e-3);
        }
    }

    [Fact]
    public void Scaled_features_are_learned_as_if_the_texts_had_been_scaled()
    {
        var golden = Golden;
        var matrix = golden.ToMatrix();
        var block = new ClassBlock(1, 1);
        var factors = Enumerable.Range(0, matrix.Width).Select(f => 0.5f + (f % 4)).ToArray();
        var scales = new float[matrix.Width * block.Lanes];
        for (var feature = 0; feature < matrix.Width; feature++)
            scales[feature * block.Lanes] = factors[feature] * factors[feature];
        var scaled = golden with { Values = [.. golden.Values.Select(row => row.Select((value, feature) => value * factors[feature]).ToArray())] };
        var ones = new float[scales.Length];
        Array.Fill(ones, 1);
        var byScale = DualCoordinateAscent.Fit(matrix, golden.AllRows, golden.Labels, block, scales, 0.7, 200, 1, 1e-6f, CancellationToken.None);
        var byTexts = DualCoordinateAscent.Fit(scaled.ToMatrix(), golden.AllRows, golden.Labels, block, ones, 0.7, 200, 1, 1e-6f, CancellationToken.None);
        for (var feature = 0; feature < matrix.Width; feature++)
            Assert.Equal(byTexts.Weights[feature * block.Lanes] * factors[feature], byScale.Weights[feature * block.Lanes], 2e-3);
    }

    [Fact]
    public void Grouping_classes_into_other_blocks_changes_no_bit()
    {
        var matrix = Golden.ToMatrix();
        float[] Learn(ClassBlock block, int label)
        {
            var scales = LogCountRatios.Squared(matrix, Golden.AllRows, Golden.Labels, block, 0.3, 0.65);
            var found = DualCoordinateAscent.Fit(matrix, Golden.AllRows, Golden.Labels, block, scales, 0.7, 8, 1, 0.1f, CancellationToken.None);
            return [.. Enumerable.Range(0, matrix.Width).Select(feature => found.Weights[(feature * block.Lanes) + label - block.First]), found.Biases[label - block.First]];
        }
        for (var label = 0; label < Golden.Classes; label++)
            Assert.Equal(Learn(new(label, 1), label), Learn(new(0, Golden.Classes), label));
        // Sixteen lanes against eight: classes beyond the known ones have no texts.
        Assert.Equal(Learn(new(0, 4), 2), Learn(new(0, 12), 2));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(20, 1)]
    [InlineData(20, 2)]
    [InlineData(77, 4)]
    [InlineData(1000, 3)]
    public void Blocks_cover_every_class_once(int classes, int threads)
    {
        var blocks = ClassBlock.Split(classes, threads);
        Assert.Equal(Enumerable.Range(0, classes), blocks.SelectMany(block => Enumerable.Range(block.First, block.Count)));
        Assert.All(blocks, block => Assert.InRange(block.Count, 1, ClassBlock.MaxLanes));
    }

    [Fact]
    public void Log_count_ratios_are_those_of_the_paper()
    {
        var matrix = Golden.ToMatrix();
        var block = new ClassBlock(0, Golden.Classes);
        var squared = LogCountRatios.Squared(matrix, Golden.AllRows, Golden.Labels, block, smoothing: 0.5, evenness: 0);
        double Sum(int feature, Func<int, bool> isWanted) => Golden.Values.Where((_, row) => isWanted(Golden.Labels[row])).Sum(row => row[feature]);
        var alpha = 0.5 * Golden.Values.Sum(row => row.Sum()) / Golden.Values.Sum(row => row.Count(value => value > 0));
        for (var c = 0; c < Golden.Classes; c++)
        {
            var p = Enumerable.Range(0, matrix.Width).Select(f => alpha + Sum(f, label => label == c)).ToArray();
            var q = Enumerable.Range(0, matrix.Width).Select(f => alpha + Sum(f, label => label != c)).ToArray();
            var r = p.Zip(q, (x, y) => Math.Log(x / p.Sum() / (y / q.Sum()))).ToArray();
            var meanSquaredLength = Golden.Values.Average(row => row.Select((value, feature) => Math.Pow(value * r[feature], 2)).Sum());
            for (var feature = 0; feature < matrix.Width; feature++)
                Assert.Equal(r[feature] * r[feature] / meanSquaredLength, squared[(feature * block.Lanes) + c], 1e-3 * Math.Max(1, r[feature] * r[feature]));
        }
    }

    [Fact]
    public void Complement_naive_Bayes_weighs_as_scikit_learn_does()
    {
        var matrix = Golden.ToMatrix();
        var found = ComplementNbRecipe.Learn(matrix, Golden.AllRows, Golden.Labels, Golden.Classes, CancellationToken.None);
        for (var feature = 0; feature < matrix.Width; feature++)
        {
            var expected = Golden.Complement.Select(row => row[feature]).ToArray();
            for (var c = 0; c < Golden.Classes; c++)
                Assert.Equal(expected[c] - expected.Average(), found.Of(feature)[c], 1e-4);
        }
    }

    [Fact]
    public void Selected_n_grams_have_the_largest_summed_value_times_squared_ratios()
    {
        var matrix = Golden.ToMatrix();
        var importances = Enumerable.Range(0, matrix.Width).Select(feature => Golden.Values.Sum(row => row[feature]) * UnscaledSquares(feature)).ToArray();
        var expected = importances.Select((importance, feature) => (importance, feature)).OrderByDescending(pair => pair.importance).Take(9).Select(pair => pair.feature).Order();
        var kept = FeatureSelection.Select(matrix, Golden.Labels, Golden.Classes, 0.3, 9, CancellationToken.None);
        Assert.Equal(expected, Enumerable.Range(0, matrix.Width).Where(feature => kept[feature]));
    }

    private static double UnscaledSquares(int feature)
    {
        var alpha = 0.3 * Golden.Values.Sum(row => row.Sum()) / Golden.Values.Sum(row => row.Count(value => value > 0));
        return Enumerable.Range(0, Golden.Classes).Sum(c =>
        {
            double Of(int f, bool inside) => alpha + Golden.Values.Where((_, row) => Golden.Labels[row] == c == inside).Sum(row => row[f]);
            double All(bool inside) => Enumerable.Range(0, Golden.Values[0].Length).Sum(f => Of(f, inside));
            return Math.Pow(Math.Log(Of(feature, true) / All(true) / (Of(feature, false) / All(false))), 2);
        });
    }
}
