using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

public sealed class StatisticsTests
{
    /// <summary>Sums in exact fractions.</summary>
    [Theory]
    [InlineData(3, 10, 0.5, 0.171875)]
    [InlineData(0, 5, 0.3, 0.16807)]
    [InlineData(12, 20, 0.7, 0.22772820258183954)]
    [InlineData(20, 20, 0.7, 1)]
    public void Binomial_tails_are_exact(int successes, int trials, double probability, double expected) =>
        Assert.Equal(expected, Binomial.AtMost(successes, trials, probability), 1e-12);

    [Fact]
    public void Binomial_tails_do_not_run_out_of_range() => Assert.Equal(0.5, Binomial.AtMost(50_000, 100_001, 0.5), 1e-6);

    [Theory]
    [InlineData(0, 8, 1.0 / 256)]
    [InlineData(8, 0, 1)]
    [InlineData(0, 0, 1)]
    public void A_model_that_is_right_alone_less_often_is_the_worse_one(int alone, int otherAlone, double expected) =>
        Assert.Equal(expected, McNemar.WorsePValue(alone, otherAlone), 1e-12);

    /// <summary>By hand: 4 × 0.005, 3 × 0.01, 2 × 0.03, and the largest p no less than the one before.</summary>
    [Fact]
    public void Holms_correction_multiplies_by_what_is_left_to_reject()
    {
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Correct([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 0.9], Holm.Correct([1, 0.45]));
        Assert.Empty(Holm.Correct([]));
    }

    [Theory]
    [InlineData(100, 10, 4, 0.05)]
    [InlineData(44, 0, 1, 0.1)]
    [InlineData(1000, 80, 60, 0.01)]
    [InlineData(50, 0, 0, 0.1)]
    public void The_margin_test_is_the_score_test_with_the_likeliest_shares(int texts, int onlyChampion, int onlyChallenger, double margin)
    {
        var q = Likeliest(texts, onlyChampion, onlyChallenger, margin);
        var z = (onlyChampion - onlyChallenger - (texts * margin)) / Math.Sqrt(texts * ((2 * q) + margin - (margin * margin)));
        Assert.Equal(Normal(z), MarginTest.PValue(new(texts, onlyChampion, onlyChallenger), margin), 1e-4);
    }

    [Fact]
    public void Without_a_margin_the_margin_test_is_McNemars_asymptotic_test() =>
        Assert.Equal(Normal((10 - 30) / Math.Sqrt(40)), MarginTest.PValue(new(200, 10, 30), 0), 1e-6);

    /// <summary>The share of texts that only the challenger gets right for which what was seen is likeliest, by trying many.</summary>
    private static double Likeliest(int texts, int onlyChampion, int onlyChallenger, double margin)
    {
        const int Steps = 1_000_000;
        return Enumerable.Range(0, Steps).Select(i => (i + 0.5) / Steps * (1 - margin) / 2).MaxBy(q =>
            (onlyChampion * Math.Log(q + margin)) + (onlyChallenger * Math.Log(q)) + ((texts - onlyChampion - onlyChallenger) * Math.Log(1 - (2 * q) - margin)));
    }

    /// <summary>The standard normal distribution by Simpson's rule from far below.</summary>
    private static double Normal(double z)
    {
        const int Steps = 20_000;
        const double From = -12;
        var width = (z - From) / Steps;
        double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        return Enumerable.Range(0, Steps + 1).Sum(i => Density(From + (i * width)) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2)) * width / 3;
    }
}
