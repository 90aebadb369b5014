using FunctionsMaaS.Evaluation.Gate;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

public sealed class PairedBootstrapTests
{
    private static readonly (GateEntry Champion, GateEntry Challenger) Pair = new PlantedPair(1000, 3) { Challenger = _ => 0.9, Confidence = 0.9f }.Draw();

    private static readonly PairedBootstrap Bootstrap = Of(Pair.Champion, Pair.Challenger);

    [Fact]
    public void The_differences_are_those_of_the_reports()
    {
        var (a, b) = (Pair.Champion.Evaluation.Report, Pair.Challenger.Evaluation.Report);
        Assert.Equal(b.MacroF1 - a.MacroF1, Bootstrap.MacroF1Difference, 1e-12);
        Assert.Equal(b.Ece - a.Ece, Bootstrap.EceDifference, 1e-12);
    }

    /// <summary>With classes of one size and errors spread evenly, macro-F1 is nearly accuracy, whose difference has a known deviation.</summary>
    [Fact]
    public void The_interval_is_as_wide_as_theory_says()
    {
        var interval = Bootstrap.Resample(2000, 0.05, seed: 1).MacroF1;
        var deviation = Math.Sqrt(((0.85 * 0.15) + (0.9 * 0.1)) / 1000);
        Assert.Equal(2 * 1.645 * deviation, interval.High - interval.Low, 0.006);
        Assert.InRange(Bootstrap.MacroF1Difference, interval.Low, interval.High);
    }

    /// <summary>Of intervals that leave out 5 % at either end, about 5 % lie wholly below the truth: here 200 pairs of equal models.</summary>
    [Fact]
    public void The_interval_misses_the_truth_as_seldom_as_alpha_says()
    {
        var below = Enumerable.Range(1, 200).Count(seed =>
        {
            var (a, b) = new PlantedPair(300, seed).Draw();
            return Of(a, b).Resample(200, 0.05, seed: 1).MacroF1.High < 0;
        });
        Assert.InRange(below, 1, 22);
    }

    [Fact]
    public void A_model_does_not_differ_from_itself() =>
        Assert.Equal((new Interval(0, 0), new Interval(0, 0)), Of(Pair.Champion, Pair.Champion).Resample(100, 0.05, seed: 1));

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Bootstrap.Resample(200, 0.05, seed: 1), Bootstrap.Resample(200, 0.05, seed: 1));
        Assert.NotEqual(Bootstrap.Resample(200, 0.05, seed: 1), Bootstrap.Resample(200, 0.05, seed: 2));
    }

    [Fact]
    public void A_resample_allocates_nothing()
    {
        Bootstrap.Resample(100, 0.05, seed: 1);
        var few = Allocated(100);
        var many = Allocated(300);
        Assert.Equal(200 * 2 * sizeof(double), many - few);

        static long Allocated(int resamples)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Bootstrap.Resample(resamples, 0.05, seed: 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static PairedBootstrap Of(GateEntry champion, GateEntry challenger) => new(PairedOutcomes.Of(champion.Evaluation, challenger.Evaluation));
}
