using FunctionsMaaS.Evaluation.Gate;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

/// <summary>Challengers whose quality was planted get the verdict that is right for them, on 3,000 texts of 5 classes where the champion is right on 85 %.</summary>
public sealed class PromotionGateTests
{
    private const int Texts = 3000;
    private const int Seed = 7;

    [Fact]
    public void An_equal_challenger_passes_every_check()
    {
        var verdict = new PlantedPair(Texts, Seed).Judge();
        Assert.True(verdict.Passed, verdict.Reason);
        Assert.Equal(["accuracy", "macro-f1", "classes", "calibration", "size"], verdict.Checks.Select(check => check.Name));
    }

    [Theory]
    [InlineData(GateRequirement.NotWorse)]
    [InlineData(GateRequirement.WithinMargin)]
    [InlineData(GateRequirement.Better)]
    public void A_better_challenger_passes_whatever_is_required(GateRequirement require)
    {
        var verdict = new PlantedPair(Texts, Seed) { Challenger = _ => 0.9, Confidence = 0.9f }.Judge(new() { Require = require });
        Assert.True(verdict.Passed, verdict.Reason);
    }

    [Fact]
    public void A_challenger_worse_by_a_hair_passes_unless_more_must_be_shown()
    {
        var pair = () => new PlantedPair(Texts, Seed) { Challenger = _ => 0.848 };
        Assert.True(pair().Judge().Passed);
        Assert.Equal(["accuracy"], Failed(pair().Judge(new() { Require = GateRequirement.Better })));
        Assert.Contains("accuracy", Failed(pair().Judge(new() { Require = GateRequirement.WithinMargin })));
    }

    [Fact]
    public void A_slightly_worse_challenger_is_refused_for_its_accuracy()
    {
        var verdict = new PlantedPair(Texts, Seed) { Challenger = _ => 0.82 }.Judge();
        Assert.False(verdict.Passed);
        var check = verdict.Checks[0];
        Assert.Equal(("accuracy", false, 0.05), (check.Name, check.Passed, check.Limit));
        Assert.InRange(check.Value!.Value, 0, 0.05);
        Assert.Contains("worse, and not by chance", check.Reason, StringComparison.Ordinal);
        Assert.Contains($"accuracy: {check.Reason}", verdict.Reason, StringComparison.Ordinal);
        Assert.Contains("on 3000 held-out texts", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_much_worse_challenger_is_refused_for_everything_it_does_worse() =>
        Assert.Equal(["accuracy", "macro-f1", "classes", "calibration"], Failed(new PlantedPair(Texts, Seed) { Challenger = _ => 0.6 }.Judge()));

    [Fact]
    public void A_challenger_that_collapses_a_rare_class_is_refused_though_it_is_right_more_often()
    {
        var verdict = new PlantedPair(Texts, Seed)
        {
            ClassOf = text => text % 60 == 0 ? 4 : text % 4,
            Challenger = label => label == 4 ? 0 : 0.88,
        }.Judge();
        Assert.True(verdict.Checks[0].Passed);
        Assert.Contains("classes", Failed(verdict));
        var check = verdict.Checks.Single(c => c.Name == "classes");
        Assert.StartsWith("'e' lost 0.", check.Reason, StringComparison.Ordinal);
        Assert.InRange(check.Value!.Value, 0.7, 1);
    }

    [Fact]
    public void An_overconfident_challenger_is_refused_for_its_calibration_alone()
    {
        var verdict = new PlantedPair(Texts, Seed) { Confidence = 0.99f }.Judge();
        Assert.Equal(["calibration"], Failed(verdict));
        Assert.InRange(verdict.Checks.Single(c => c.Name == "calibration").Value!.Value, 0.1, 0.16);
    }

    [Fact]
    public void A_calibration_error_over_the_absolute_limit_is_refused_whatever_the_champions_is() =>
        Assert.Equal(["calibration"], Failed(new PlantedPair(Texts, Seed) { Confidence = 0.9f }.Judge(new() { MaxEce = 0.03, MaxEceIncrease = 1 })));

    [Fact]
    public void A_class_below_its_recall_floor_is_refused_though_the_champion_is_no_better()
    {
        var pair = new PlantedPair(Texts, Seed) { Champion = Weak, Challenger = Weak };
        var verdict = pair.Judge(new() { MinRecall = 0.5 });
        Assert.Equal(["recall-floor"], Failed(verdict));
        Assert.Contains("'c' has a recall of 0.2", verdict.Checks.Single(c => c.Name == "recall-floor").Reason, StringComparison.Ordinal);

        static double Weak(int label) => label == 2 ? 0.25 : PlantedPair.Right;
    }

    [Fact]
    public void A_small_class_is_not_judged_by_itself()
    {
        var pair = new PlantedPair(Texts, Seed) { ClassOf = text => text < 8 ? 4 : text % 4, Challenger = label => label == 4 ? 0 : 0.88 };
        Assert.True(pair.Judge().Checks.Single(c => c.Name == "classes").Passed);
    }

    [Fact]
    public void A_payload_over_its_budget_is_refused_and_a_small_one_never()
    {
        var check = new PlantedPair(Texts, Seed) { ChallengerBytes = (8 * 1024 * 1024) + 1 }.Judge().Checks.Single(c => c.Name == "size");
        Assert.Equal((false, 2.0), (check.Passed, check.Limit));
        Assert.True(BudgetChecks.Size(10, 1024 * 1024, new()).Passed);
        Assert.False(BudgetChecks.Size(10, (1024 * 1024) + 1, new()).Passed);
    }

    [Theory]
    [InlineData(100, 200, true)]
    [InlineData(100, 201, false)]
    [InlineData(1, 50, true)]
    [InlineData(0, 60, true)]
    public void Time_over_its_budget_is_refused_and_a_short_one_never(double champion, double challenger, bool passes)
    {
        var check = new PlantedPair(Texts, Seed).Judge(latency: new(200, champion, challenger)).Checks[^1];
        Assert.Equal(("latency", passes), (check.Name, check.Passed));
    }

    [Fact]
    public void On_few_texts_a_challenger_must_be_right_as_often_to_the_last_text()
    {
        var pair = new PlantedPair(99, Seed) { Challenger = _ => 0.8 };
        var (champion, challenger) = pair.Draw();
        Assert.True(challenger.Evaluation.Report.Accuracy < champion.Evaluation.Report.Accuracy);
        Assert.Contains("accuracy", Failed(new PromotionGate(new()).Judge(champion, challenger, null)));
        Assert.DoesNotContain("accuracy", Failed(new PromotionGate(new() { MinTexts = 99 }).Judge(champion, challenger, null)));
        Assert.True(new PromotionGate(new()).Judge(champion, champion, null).Passed);
    }

    [Fact]
    public void A_challenger_that_knows_another_class_is_compared_by_the_names_of_classes()
    {
        var champion = Of(["a", "b"], new(0, 0, 1, 1), new(1, 0, 0, 1));
        var challenger = Of(["x", "b", "a"], new(2, 2, 1, 1), new(1, 1, 1, 1));
        Assert.True(new PromotionGate(new()).Judge(champion, challenger, null).Passed);
        Assert.Equal(["accuracy", "macro-f1"], Failed(new PromotionGate(new()).Judge(challenger, champion, null)));

        static GateEntry Of(string[] labels, params FunctionsMaaS.Evaluation.PredictionOutcome[] outcomes) =>
            new(new(FunctionsMaaS.Evaluation.ClassificationMetrics.Compute(labels, outcomes), outcomes), 1);
    }

    [Fact]
    public void The_same_figures_give_the_same_verdict()
    {
        var (champion, challenger) = new PlantedPair(500, Seed).Draw();
        var gate = new PromotionGate(new());
        Assert.Equal(gate.Judge(champion, challenger, null).Checks, gate.Judge(champion, challenger, null).Checks);
    }

    private static IEnumerable<string> Failed(GateVerdict verdict) => verdict.Checks.Where(check => !check.Passed).Select(check => check.Name);
}
