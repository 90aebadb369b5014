using FunctionsMaaS.Data;
using FunctionsMaaS.Tests.Training.Compact;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class PredictionBaselineTests
{
    private static readonly PredictionBaseline Sample = new()
    {
        Labels = [3, 4],
        Confidence = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2],
        ConfidenceMean = 0.8125,
        Unknown = [7, .. new long[19]],
        UnknownMean = 0.01,
    };

    [Fact]
    public void Parameters_give_the_baseline_back()
    {
        var read = PredictionBaseline.Of(new Dictionary<string, string>(Sample.ToParameters()), 2)!;
        Assert.Equal(Sample.Labels, read.Labels);
        Assert.Equal(Sample.Confidence, read.Confidence);
        Assert.Equal(Sample.ConfidenceMean, read.ConfidenceMean);
        Assert.Equal(Sample.Unknown, read.Unknown);
        Assert.Equal(Sample.UnknownMean, read.UnknownMean);
        Assert.Equal(7, read.Documents);
    }

    [Fact]
    public void Without_a_vocabulary_the_rest_is_given_back()
    {
        var read = PredictionBaseline.Of(new Dictionary<string, string>((Sample with { Unknown = null, UnknownMean = null }).ToParameters()), 2)!;
        Assert.Null(read.Unknown);
        Assert.Null(read.UnknownMean);
    }

    [Theory]
    [InlineData("baseline.labels", null)]
    [InlineData("baseline.labels", "3")]
    [InlineData("baseline.labels", "3 4 5")]
    [InlineData("baseline.labels", "3 x")]
    [InlineData("baseline.labels", "3 -4")]
    [InlineData("baseline.labels", "0 0")]
    [InlineData("baseline.labels", "2147483647 1")]
    [InlineData("baseline.confidence", "1 2")]
    [InlineData("baseline.confidenceMean", "1.5")]
    [InlineData("baseline.confidenceMean", "NaN")]
    public void A_baseline_that_does_not_fit_is_none(string name, string? value)
    {
        var parameters = new Dictionary<string, string>(Sample.ToParameters());
        if (value is null)
            parameters.Remove(name);
        else
            parameters[name] = value;
        Assert.Null(PredictionBaseline.Of(parameters, 2));
    }

    /// <summary>Labels without any reason can be learned by heart, but not foretold.</summary>
    [Theory]
    [InlineData("nb-sdca")]
    [InlineData("complement-nb")]
    public void The_baseline_is_of_texts_that_were_not_learned_from(string recipe)
    {
        var random = new Random(5);
        var dataset = new Dataset("noise",
            [.. Enumerable.Range(0, 200).Select(i => new LabeledText { Label = random.Next(2) == 0 ? "a" : "b", Text = $"word{random.Next(500)} word{random.Next(500)} only{i}" })]);
        var trained = SmallModels.Train(dataset, recipe);
        var baseline = PredictionBaseline.Of(trained.Parameters, 2)!;
        var (confidence, unknown) = Resubstitution(SmallModels.Open(trained.Payload), dataset);

        Assert.Equal(dataset.Examples.Count, baseline.Documents);
        Assert.True(baseline.ConfidenceMean < confidence - 0.01, $"{baseline.ConfidenceMean} against {confidence}");
        Assert.True(baseline.UnknownMean > unknown + 0.05, $"{baseline.UnknownMean} against {unknown}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_baseline() =>
        Assert.Equal(SmallModels.Train(SmallModels.Messages).Parameters, SmallModels.Train(SmallModels.Messages).Parameters);

    [Fact]
    public void A_dataset_too_small_to_hold_texts_out_has_no_baseline()
    {
        var small = new Dataset("small", [.. SmallModels.Plain.Examples.Where((_, i) => i % 4 == 0)]);
        Assert.DoesNotContain(SmallModels.Train(small).Parameters.Keys, k => k.StartsWith(PredictionBaseline.Prefix, StringComparison.Ordinal));
    }

    private static (double Confidence, double Unknown) Resubstitution(CompactModel model, Dataset dataset)
    {
        using var scorer = new CompactScorer(model);
        var probabilities = new float[2];
        double confidence = 0, unknown = 0;
        foreach (var example in dataset.Examples)
        {
            scorer.Score(example.Text, probabilities);
            confidence += probabilities.Max();
            unknown += scorer.LastText.UnknownShare!.Value;
        }

        return (confidence / dataset.Examples.Count, unknown / dataset.Examples.Count);
    }
}
