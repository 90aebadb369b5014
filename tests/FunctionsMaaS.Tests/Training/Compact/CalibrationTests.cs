using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData(2, 8, -0.5)]
    [InlineData(3, 3, 0)]
    public void The_curve_that_labels_were_drawn_with_is_found(float above, float below, float knee)
    {
        var random = new Random(11);
        var margins = Enumerable.Range(0, 8_000).Select(_ => Enumerable.Range(0, 4).Select(_ => (random.NextSingle() * 2) - 1.5f).ToArray()).ToArray();
        var truth = margins.Select(row =>
        {
            var powers = row.Select(m => Math.Exp((m - knee) * (m > knee ? above : below))).ToArray();
            var draw = random.NextDouble() * powers.Sum();
            return Enumerable.Range(0, 4).First(c => (draw -= powers[c]) <= 0 || c == 3);
        }).ToArray();
        var found = ProbabilitiesFit.Fit(margins, truth, new(5, 5, 0));
        // A logit is known up to a constant, so the curves are compared by their rises.
        foreach (var (from, to) in new[] { (-1.4f, -0.7f), (-0.4f, 0.4f) })
        {
            var truthRise = new Probabilities(above, below, knee).LogitOf(to) - new Probabilities(above, below, knee).LogitOf(from);
            Assert.Equal(truthRise, found.LogitOf(to) - found.LogitOf(from), 0.1 * truthRise);
        }
    }

    [Fact]
    public void Margins_that_are_always_right_or_say_nothing_give_finite_parameters()
    {
        foreach (var row in (float[][])[[1, -1], [0, 0]])
        {
            var found = ProbabilitiesFit.Fit([.. Enumerable.Repeat(row, 100)], new int[100], new(5, 5, 0));
            Assert.True(found.IsValid);
        }
    }

    [Fact]
    public void Of_many_dated_messages_the_newest_fifth_of_each_class_is_held_out()
    {
        var originals = Enumerable.Range(0, 2500).Select(i => $"From: a\nDate: {1 + (i % 25)} Apr {1900 + (i / 25)} 10:00:00 GMT\nSubject: b\n\nc").ToArray();
        var fold = Assert.Single(HeldOutFolds.Deal(originals, [.. Enumerable.Range(0, 2500).Select(i => i % 2)]));
        Assert.Equal(Enumerable.Range(2000, 500), fold);
    }

    [Fact]
    public void Of_fewer_texts_every_one_is_held_out_once()
    {
        var classes = Enumerable.Range(0, 200).Select(i => i % 3).ToArray();
        var folds = HeldOutFolds.Deal([.. classes.Select(c => $"text {c}")], classes);
        Assert.Equal(5, folds.Length);
        Assert.Equal(Enumerable.Range(0, 200), folds.SelectMany(fold => fold).Order());
        Assert.All(folds, fold => Assert.Equal(3, fold.Select(i => classes[i]).Distinct().Count()));
    }

    [Fact]
    public void Few_texts_are_not_held_out() => Assert.Empty(HeldOutFolds.Deal([.. Enumerable.Repeat("a", 59)], new int[59]));
}
