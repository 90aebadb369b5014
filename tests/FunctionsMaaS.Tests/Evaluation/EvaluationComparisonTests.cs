using FunctionsMaaS.Evaluation;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation;

public sealed class EvaluationComparisonTests
{
    private static readonly string[] Labels = ["a", "b"];

    [Fact]
    public void P_values_are_those_of_scipys_binomial_test() =>
        Assert.All(MetricsGolden.Read().McNemar, golden => Assert.Equal(golden.P, McNemar.ExactPValue(golden.A, golden.B), 1e-9));

    [Fact]
    public void Differences_are_challenger_minus_champion()
    {
        var comparison = EvaluationComparison.Compare(Result([0, 0, 1, 1], [0, 1, 1, 0]), Result([0, 0, 1, 1], [0, 0, 1, 0]));
        Assert.Equal(4, comparison.Documents);
        Assert.Equal(0.25, comparison.AccuracyDifference, 1e-12);
        Assert.Equal(((0.8 + (2.0 / 3)) / 2) - 0.5, comparison.MacroF1Difference, 1e-12);
        Assert.Equal((0, 1), (comparison.OnlyChampionCorrect, comparison.OnlyChallengerCorrect));
        Assert.Equal(1, comparison.PValue);
    }

    [Fact]
    public void Different_documents_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EvaluationComparison.Compare(Result([0, 1], [0, 1]), Result([0, 1, 1], [0, 1, 1])));
        Assert.Throws<ArgumentException>(() => EvaluationComparison.Compare(Result([0, 1], [0, 1]), Result([1, 0], [1, 0])));
    }

    [Fact]
    public void Models_that_order_their_labels_differently_are_compared_by_name()
    {
        var comparison = EvaluationComparison.Compare(Result([0, 1, 1], [0, 1, 0]), Result([1, 0, 0], [1, 0, 0], ["b", "a"]));
        Assert.Equal(1, comparison.OnlyChallengerCorrect);
    }

    private static EvaluationResult Result(int[] truth, int[] predicted, string[]? labels = null)
    {
        float[] probabilities = [.. predicted.SelectMany(p => p == 0 ? new[] { 0.75f, 0.25f } : [0.25f, 0.75f])];
        var report = ClassificationMetrics.Compute(labels ?? Labels, truth, probabilities);
        return new(report, [.. truth.Zip(predicted, (t, p) => new PredictionOutcome(t, p, t == p ? 0.75f : 0.25f, 0.75f))]);
    }
}
