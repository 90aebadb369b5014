using FunctionsMaaS.Monitoring.Drift;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class PopulationStabilityTests
{
    /// <summary>By hand: shares 0.5, 0.5 against 80.5 / 101, 20.5 / 101, less 1 x (1/100 + 1/100).</summary>
    [Fact]
    public void The_index_is_the_published_sum_less_what_chance_gives()
    {
        double[] p = [0.5, 0.5], q = [80.5 / 101, 20.5 / 101];
        var sum = ((q[0] - p[0]) * Math.Log(q[0] / p[0])) + ((q[1] - p[1]) * Math.Log(q[1] / p[1]));
        Assert.Equal(0.40629, sum, 5);
        Assert.Equal(sum - 0.02, PopulationStability.Corrected([50, 50], [80, 20])!.Value, 9);
    }

    [Fact]
    public void Equal_samples_have_no_index() => Assert.Equal(0, PopulationStability.Corrected([10, 20, 30], [10, 20, 30]));

    [Fact]
    public void A_bin_that_is_empty_in_both_changes_nothing() =>
        Assert.Equal(PopulationStability.Corrected([50, 50], [80, 20]), PopulationStability.Corrected([50, 0, 50], [80, 0, 20]));

    [Fact]
    public void A_bin_that_only_one_sample_has_keeps_the_index_finite() =>
        Assert.InRange(PopulationStability.Corrected([1000, 0], [0, 1000])!.Value, 5, 100);

    [Fact]
    public void An_empty_sample_cannot_be_compared() => Assert.Null(PopulationStability.Corrected([1, 2], [0, 0]));

    [Fact]
    public void Other_bins_are_a_bug_of_the_caller() => Assert.Throws<ArgumentException>(() => PopulationStability.Corrected([1, 2], [1, 2, 3]));

    [Theory]
    [InlineData(2, 400)]
    [InlineData(20, 2000)]
    [InlineData(20, 360)]
    public void With_the_texts_that_are_needed_chance_is_called_drift_in_about_one_of_a_hundred_cases(int bins, int documents)
    {
        var random = new Random(11);
        var shares = Shares(random, bins);
        const int Trials = 2000;
        var alarms = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var baseline = Draw(random, shares, documents);
            alarms += PopulationStability.Needed(baseline) is { } needed
                && PopulationStability.Corrected(baseline, Draw(random, shares, (int)needed)) >= PopulationStability.Moderate ? 1 : 0;
        }

        Assert.InRange(alarms / (double)Trials, 0, 0.02);
    }

    [Fact]
    public void Another_population_is_found_with_the_texts_that_are_needed()
    {
        var random = new Random(12);
        double[] before = [.. Enumerable.Repeat(0.05, 20)], after = [0.4, .. Enumerable.Repeat(0.6 / 19, 19)];
        for (var trial = 0; trial < 200; trial++)
        {
            var baseline = Draw(random, before, 2000);
            var current = Draw(random, after, (int)PopulationStability.Needed(baseline)!.Value);
            Assert.True(PopulationStability.Corrected(baseline, current) >= PopulationStability.Significant);
        }
    }

    [Fact]
    public void A_baseline_that_is_itself_mostly_chance_is_never_enough() => Assert.Null(PopulationStability.Needed([.. Enumerable.Repeat(3L, 20)]));

    [Fact]
    public void The_larger_the_baseline_the_fewer_texts_are_needed() =>
        Assert.True(PopulationStability.Needed([5000, 5000]) < PopulationStability.Needed([50, 50]));

    private static double[] Shares(Random random, int bins)
    {
        var weights = Enumerable.Range(0, bins).Select(_ => 0.5 + random.NextDouble()).ToArray();
        return Array.ConvertAll(weights, w => w / weights.Sum());
    }

    private static long[] Draw(Random random, double[] shares, int documents)
    {
        var counts = new long[shares.Length];
        for (var i = 0; i < documents; i++)
        {
            var (at, bin) = (random.NextDouble(), 0);
            while (bin < shares.Length - 1 && at >= shares[bin])
                at -= shares[bin++];
            counts[bin]++;
        }

        return counts;
    }
}
