using FunctionsMaaS.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

/// <summary>Trainers learn from <see cref="LabeledTerms.Row"/>, models see what the saved pipeline makes of a text: the two must be the same.</summary>
public sealed class TermFeaturizerTests
{
    private static readonly TermLimits Limits = new(1000, 1000, 1000);

    [Fact]
    public void The_pipeline_gives_the_weighted_features_the_trainer_saw()
    {
        var (context, data, texts) = Read(SampleTexts.Draw(60));
        var vocabulary = new Vocabulary(data.Terms, All(data.Terms.Count));
        var weights = vocabulary.InverseDocumentFrequencies(data.Terms, [.. Enumerable.Range(0, texts.Length)], 0.7f);
        Assert.True(vocabulary is { Words.Count: > 0, Pairs.Count: > 0, Compounds.Count: > 0 });
        AssertSame(context, data, texts, vocabulary, weights);
    }

    [Fact]
    public void The_pipeline_of_a_part_of_the_terms_gives_the_features_of_that_part()
    {
        var (context, data, texts) = Read(SampleTexts.Draw(60));
        var random = new Random(1);
        var chosen = Array.ConvertAll(All(data.Terms.Count), _ => random.Next(3) == 0);
        var vocabulary = new Vocabulary(data.Terms, chosen);
        Assert.Equal(chosen.Count(c => c), vocabulary.Count);
        var weights = Enumerable.Range(0, vocabulary.Count).Select(i => 0.5f + i).ToArray();
        AssertSame(context, data, texts, vocabulary, weights);
    }

    [Fact]
    public void Without_weights_a_feature_is_positive_where_its_term_is_present()
    {
        var (context, data, texts) = Read(SampleTexts.Draw(60));
        var vocabulary = new Vocabulary(data.Terms, All(data.Terms.Count));
        var features = Features(context, vocabulary, null, texts);
        for (var i = 0; i < texts.Length; i++)
            Assert.Equal(data.Row(i, vocabulary, null).Features.Items().Select(f => f.Key), features[i].Items().Where(f => f.Value > 0).Select(f => f.Key));
    }

    [Fact]
    public void A_single_term_makes_a_pipeline()
    {
        var (context, data, texts) = Read(SampleTexts.Of(("a", "word"), ("b", "word")));
        AssertSame(context, data, texts, new(data.Terms, [true]), [0.25f]);
    }

    [Fact]
    public void A_text_without_known_terms_has_no_features()
    {
        var (context, data, _) = Read(SampleTexts.Of(("a", "alpha beta"), ("b", "gamma")));
        var vocabulary = new Vocabulary(data.Terms, All(data.Terms.Count));
        Assert.All(Features(context, vocabulary, [.. Enumerable.Repeat(1f, vocabulary.Count)], ["", "delta", "!?"]), f => Assert.All(f.DenseValues(), v => Assert.Equal(0, v)));
    }

    private static (MLContext Context, LabeledTerms Data, string[] Texts) Read(FunctionsMaaS.Data.Dataset dataset)
    {
        var corpus = TrainingCorpus.From(dataset, new(), CancellationToken.None);
        var context = new MLContext(1);
        return (context, new(corpus.Labels, CorpusTerms.Read(context, corpus.Texts, Limits, CancellationToken.None), corpus.Classes), corpus.Texts);
    }

    private static void AssertSame(MLContext context, LabeledTerms data, string[] texts, Vocabulary vocabulary, float[] weights)
    {
        var features = Features(context, vocabulary, weights, texts);
        for (var i = 0; i < texts.Length; i++)
        {
            var expected = data.Row(i, vocabulary, weights).Features.DenseValues().ToArray();
            Assert.Equal(expected, features[i].DenseValues().ToArray(), (a, b) => Math.Abs(a - b) <= 1e-6);
        }
    }

    private static VBuffer<float>[] Features(MLContext context, Vocabulary vocabulary, float[]? weights, string[] texts)
    {
        var pipeline = new TransformerChain<ITransformer>([.. TermFeaturizer.Fit(context, vocabulary, weights)]);
        var view = pipeline.Transform(context.Data.LoadFromEnumerable(texts.Select(text => new TextInput { Text = text })));
        return [.. view.GetColumn<float[]>(TextPipeline.Features).Select(values => new VBuffer<float>(values.Length, values))];
    }

    private static bool[] All(int count) => [.. Enumerable.Repeat(true, count)];
}
