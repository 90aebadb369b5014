using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

/// <summary>How often the gate errs, over a thousand pairs each: what alpha says, see ADR 13. Rates of a thousand vary; four standard deviations are allowed.</summary>
public sealed class GateRatesTests
{
    private const int Pairs = 1000;
    private const int Texts = 400;

    /// <summary>The share of texts that one of two models alone gets right, both being independently right on 85 %.</summary>
    private const double Discordant = 2 * PlantedPair.Right * (1 - PlantedPair.Right);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Equal_challengers_are_called_worse_as_often_as_the_exact_test_says_which_is_at_most_alpha(double alpha)
    {
        var size = SizeOfMcNemar(alpha);
        Assert.InRange(size, alpha / 2, alpha);
        AssertRate(size, Rate(seed => !Accuracy(seed, PlantedPair.Right, new() { Alpha = alpha }).Passed));
    }

    [Fact]
    public void Where_a_challenger_must_be_better_equal_ones_are_promoted_as_often_as_the_exact_test_says() =>
        AssertRate(SizeOfMcNemar(0.05), Rate(seed => Accuracy(seed, PlantedPair.Right, new() { Require = GateRequirement.Better }).Passed));

    [Fact]
    public void Where_a_margin_is_allowed_challengers_that_lack_just_it_are_promoted_at_the_rate_alpha() =>
        AssertRate(0.05, Rate(seed => Accuracy(seed, PlantedPair.Right - 0.05, new() { Require = GateRequirement.WithinMargin, Margin = 0.05 }).Passed));

    [Fact]
    public void Much_worse_challengers_are_promoted_hardly_ever() =>
        Assert.InRange(Rate(seed => Accuracy(seed, PlantedPair.Right - 0.15, new()).Passed), 0, 0.001);

    /// <summary>Accuracy, macro-F1 and classes each err with probability alpha at most; budgets have slack, and hardly ever do.</summary>
    [Fact]
    public void Equal_challengers_are_refused_by_the_whole_gate_at_most_as_often_as_its_tests_together_may_err() =>
        Assert.InRange(Rate(seed => !new PlantedPair(Texts, seed).Judge(new() { Resamples = 200 }).Passed), 0.01, 3 * 0.05);

    private static GateCheck Accuracy(int seed, double challenger, GateOptions options)
    {
        var (a, b) = new PlantedPair(Texts, seed) { Challenger = _ => challenger }.Draw();
        return AccuracyCheck.Of(PairedOutcomes.Of(a.Evaluation, b.Evaluation), options);
    }

    private static double Rate(Func<int, bool> isSo) => (double)Enumerable.Range(1, Pairs).Count(isSo) / Pairs;

    private static void AssertRate(double expected, double rate)
    {
        var deviation = Math.Sqrt(expected * (1 - expected) / Pairs);
        Assert.InRange(rate, expected - (4 * deviation), expected + (4 * deviation));
    }

    /// <summary>The probability that the exact test rejects where both models are equal: over every number of discordant texts, and every split of them.</summary>
    private static double SizeOfMcNemar(double alpha)
    {
        var size = 0.0;
        for (var discordant = 0; discordant <= Texts; discordant++)
        {
            var probability = Binomial.AtMost(discordant, Texts, Discordant) - (discordant == 0 ? 0 : Binomial.AtMost(discordant - 1, Texts, Discordant));
            var rejected = Enumerable.Range(0, discordant + 1).LastOrDefault(k => McNemar.WorsePValue(k, discordant - k) <= alpha, -1);
            size += rejected < 0 ? 0 : probability * Binomial.AtMost(rejected, discordant, 0.5);
        }
        return size;
    }
}
