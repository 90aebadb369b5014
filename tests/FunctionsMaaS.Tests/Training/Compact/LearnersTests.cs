using FunctionsMaaS.Text;
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
        using var lines = Lines(matrix, 1);
        var biases = DualCoordinateAscent.Fit(
            matrix, Golden.AllRows, Golden.Labels, new(0, Golden.Classes), lines, Golden.Cost, epochs: 300, seed: 1, tolerance: 1e-6f, CancellationToken.None);
        for (var c = 0; c < Golden.Classes; c++)
        {
            Assert.Equal(Golden.Biases[c], biases[c], 1e-3);
            for (var feature = 0; feature < matrix.Width; feature++)
                Assert.Equal(Golden.Weights[c][feature], lines.Weights(feature)[c], 1e-3);
        }
    }

    [Fact]
    public void Scaled_features_are_learned_as_if_the_texts_had_been_scaled()
    {
        var matrix = Golden.ToMatrix();
        var factors = Enumerable.Range(0, matrix.Width).Select(f => 0.5f + (f % 4)).ToArray();
        using var byScale = Lines(matrix, 1);
        for (var feature = 0; feature < matrix.Width; feature++)
            byScale.Scales(feature)[0] = factors[feature] * factors[feature];
        var scaled = Golden with { Values = [.. Golden.Values.Select(row => row.Select((value, feature) => value * factors[feature]).ToArray())] };
        using var byTexts = Lines(matrix, 1);
        DualCoordinateAscent.Fit(matrix, Golden.AllRows, Golden.Labels, new(1, 1), byScale, 0.7, 200, 1, 1e-6f, CancellationToken.None);
        DualCoordinateAscent.Fit(scaled.ToMatrix(), Golden.AllRows, Golden.Labels, new(1, 1), byTexts, 0.7, 200, 1, 1e-6f, CancellationToken.None);
        for (var feature = 0; feature < matrix.Width; feature++)
            Assert.Equal(byTexts.Weights(feature)[0] * factors[feature], byScale.Weights(feature)[0], 2e-3);
    }

    [Fact]
    public void Grouping_classes_into_other_blocks_changes_no_bit()
    {
        var matrix = Golden.ToMatrix();
        float[] Learn(ClassBlock block, int label)
        {
            using var lines = new ClassLines(matrix.Width);
            new LogCountRatios(matrix, Golden.AllRows, Golden.Labels, 0.3, 0.65).Fill(block, lines);
            var biases = DualCoordinateAscent.Fit(matrix, Golden.AllRows, Golden.Labels, block, lines, 0.7, 8, 1, 0.1f, CancellationToken.None);
            return [.. Enumerable.Range(0, matrix.Width).Select(feature => lines.Weights(feature)[label - block.First]), biases[label - block.First]];
        }
        for (var label = 0; label < Golden.Classes; label++)
            Assert.Equal(Learn(new(label, 1), label), Learn(new(0, Golden.Classes), label));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(20, 3)]
    [InlineData(77, 10)]
    [InlineData(1000, 125)]
    public void Blocks_cover_every_class_once(int classes, int count)
    {
        var blocks = ClassBlock.Split(classes);
        Assert.Equal(count, blocks.Length);
        Assert.Equal(Enumerable.Range(0, classes), blocks.SelectMany(block => Enumerable.Range(block.First, block.Count)));
        Assert.All(blocks, block => Assert.InRange(block.Count, 1, ClassBlock.Lanes));
    }

    [Fact]
    public void Log_count_ratios_are_those_of_the_paper()
    {
        var matrix = Golden.ToMatrix();
        using var lines = new ClassLines(matrix.Width);
        new LogCountRatios(matrix, Golden.AllRows, Golden.Labels, smoothing: 0.5, evenness: 0).Fill(new(0, Golden.Classes), lines);
        double Sum(int feature, Func<int, bool> isWanted) => Golden.Values.Where((_, row) => isWanted(Golden.Labels[row])).Sum(row => row[feature]);
        var alpha = 0.5 * Golden.Values.Sum(row => row.Sum()) / Golden.Values.Sum(row => row.Count(value => value > 0));
        for (var c = 0; c < Golden.Classes; c++)
        {
            var p = Enumerable.Range(0, matrix.Width).Select(f => alpha + Sum(f, label => label == c)).ToArray();
            var q = Enumerable.Range(0, matrix.Width).Select(f => alpha + Sum(f, label => label != c)).ToArray();
            var r = p.Zip(q, (x, y) => Math.Log(x / p.Sum() / (y / q.Sum()))).ToArray();
            var meanSquaredLength = Golden.Values.Average(row => row.Select((value, feature) => Math.Pow(value * r[feature], 2)).Sum());
            for (var feature = 0; feature < matrix.Width; feature++)
                Assert.Equal(r[feature] * r[feature] / meanSquaredLength, lines.Scales(feature)[c], 1e-3 * Math.Max(1, r[feature] * r[feature]));
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

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void Selected_n_grams_have_the_largest_summed_value_times_idf_times_squared_ratios(int limit)
    {
        var documents = CountedTexts(documents: 40, words: 30);
        int[] classes = [.. documents.Select((_, document) => document % 3)];
        var values = documents.Select(Values).ToArray();
        var expected = Enumerable.Range(0, 30).OrderByDescending(word => Importance(values, classes, word)).Take(limit).Select(KeyOf).Order();
        var vocabulary = NgramVocabulary.Collect(Corpus(documents), classes, 3, 0.3, limit, CancellationToken.None);
        Assert.Equal(expected, vocabulary.Keys);
        Assert.Equal(vocabulary.Keys.Select(key => documents.Count(text => text.ContainsKey(key))), vocabulary.DocumentFrequencies);
        Assert.All(Enumerable.Range(0, limit), index => Assert.Equal(index, vocabulary.IndexOf(vocabulary.Keys[index])));
        Assert.Equal(-1, vocabulary.IndexOf(12345));
    }

    [Fact]
    public void A_corpus_gathered_in_many_passes_has_every_n_gram_once_with_its_document_frequency()
    {
        var documents = CountedTexts(documents: 700, words: 20_000);
        var corpus = Corpus(documents);
        Assert.True(corpus.Entries > 3 << 20);
        var vocabulary = NgramVocabulary.Collect(corpus, [.. documents.Select((_, i) => i % 2)], 2, 0.3, int.MaxValue, CancellationToken.None);
        var expected = documents.SelectMany(text => text.Keys).CountBy(key => key).OrderBy(pair => pair.Key).ToArray();
        Assert.Equal(expected.Select(pair => pair.Key), vocabulary.Keys);
        Assert.Equal(expected.Select(pair => pair.Value), vocabulary.DocumentFrequencies);
    }

    private static ClassLines Lines(FeatureMatrix matrix, float scale)
    {
        var lines = new ClassLines(matrix.Width);
        for (var feature = 0; feature < matrix.Width; feature++)
            lines.Scales(feature).Fill(scale);
        return lines;
    }

    private static ulong KeyOf(int word) => NgramHash.In((NgramBlock)(word % 2), NgramHash.Mix((ulong)word + 1));

    private static Dictionary<ulong, ushort>[] CountedTexts(int documents, int words)
    {
        var random = new Random(7);
        // The lower its number, the more texts have a word.
        return [.. Enumerable.Range(0, documents).Select(_ => Enumerable.Range(0, words).Where(word => random.Next(words) > word / 2).ToDictionary(KeyOf, _ => (ushort)random.Next(1, 400)))];
    }

    private static NgramCorpus Corpus(Dictionary<ulong, ushort>[] documents) => NgramCorpus.Of(documents.Select(text => (text.Keys.ToArray(), text.Values.ToArray())));

    private static Dictionary<ulong, double> Values(Dictionary<ulong, ushort> text)
    {
        double Weight(ulong key) => 1 + Math.Log(text[key]);
        double Length(NgramBlock block) => Math.Sqrt(text.Keys.Where(key => NgramHash.BlockOf(key) == block).Sum(key => Weight(key) * Weight(key)));
        return text.Keys.ToDictionary(key => key, key => Weight(key) / Length(NgramHash.BlockOf(key)));
    }

    private static double Importance(Dictionary<ulong, double>[] values, int[] classes, int word)
    {
        var alpha = 0.3 * values.Sum(text => text.Values.Sum()) / values.Sum(text => text.Count);
        double All(int c, bool inside) => alpha + values.Where((_, i) => classes[i] == c == inside).Sum(text => text.Values.Sum());
        double Of(int c, bool inside) => alpha + values.Where((_, i) => classes[i] == c == inside).Sum(text => text.GetValueOrDefault(KeyOf(word)));
        var squares = Enumerable.Range(0, 3).Sum(c => Math.Pow(Math.Log(Of(c, true) / All(c, true) / (Of(c, false) / All(c, false))), 2));
        var frequency = values.Count(text => text.ContainsKey(KeyOf(word)));
        return squares * values.Sum(text => text.GetValueOrDefault(KeyOf(word))) * (Math.Log((1.0 + values.Length) / (1.0 + frequency)) + 1);
    }
}
