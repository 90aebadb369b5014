using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void Outcomes_are_in_the_order_of_the_dataset_whatever_thread_scored_them()
    {
        var examples = Enumerable.Range(0, 1000).Select(i => Example(i % 3 == 0 ? "b" : "a", i % 2 == 0 ? "a" : "b")).ToList();
        using var model = new EchoModel(["a", "b"]);
        var result = Evaluator.Evaluate(model, new("echo", examples), null, None);
        Assert.Equal(examples.Select(e => e.Label == "a" ? 0 : 1), result.Outcomes.Select(o => o.Truth));
        Assert.Equal(examples.Select(e => e.Text == "a" ? 0 : 1), result.Outcomes.Select(o => o.Predicted));
        Assert.All(result.Outcomes, o => Assert.Equal(o.IsCorrect ? 0.75f : 0.25f, o.TruthProbability));
        Assert.All(result.Outcomes, o => Assert.Equal(0.75f, o.PredictedProbability));
        Assert.Equal(result.Outcomes.Count(o => o.IsCorrect) / 1000.0, result.Report.Accuracy, 1e-12);
    }

    [Fact]
    public void Labels_the_model_does_not_know_are_listed()
    {
        using var model = new EchoModel(["a", "b"]);
        var dataset = new Dataset("mail.csv", [Example("a", "a"), Example("spam", "a"), Example("ham", "a")]);
        var e = Assert.Throws<DatasetException>(() => Evaluator.Evaluate(model, dataset, null, None));
        Assert.Contains("'mail.csv'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'ham', 'spam'", e.Message, StringComparison.Ordinal);
        Assert.Contains("'a', 'b'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_the_model_without_examples_has_support_zero()
    {
        using var model = new EchoModel(["a", "b", "c"]);
        var report = Evaluator.Evaluate(model, new("two of three", [Example("a", "a"), Example("b", "b")]), null, None).Report;
        Assert.Equal([1, 1, 0], report.PerClass.Select(c => c.Support));
        Assert.Equal(1, report.Accuracy);
    }

    [Fact]
    public void An_empty_dataset_is_refused()
    {
        using var model = new EchoModel(["a", "b"]);
        var e = Assert.Throws<DatasetException>(() => Evaluator.Evaluate(model, new("nothing", []), null, None));
        Assert.Contains("'nothing' is empty", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_rises_to_one()
    {
        var seen = new ProgressList<double>();
        using var model = new EchoModel(["a", "b"]);
        Evaluator.Evaluate(model, new("echo", [.. Enumerable.Repeat(Example("a", "a"), 500)]), seen, None);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        Assert.True(seen.Count > 1);
    }

    [Fact]
    public void Cancelling_stops_between_documents_and_disposes_the_scorers()
    {
        using var source = new CancellationTokenSource();
        using var model = new EchoModel(["a", "b"]) { OnScore = scored => { if (scored == 100) source.Cancel(); } };
        var dataset = new Dataset("echo", [.. Enumerable.Repeat(Example("a", "a"), 100_000)]);
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Evaluate(model, dataset, null, source.Token));
        Assert.InRange(model.Scored, 100, 1000);
        Assert.Equal(0, model.OpenScorers);
    }

    [Fact]
    public void A_failing_scorer_fails_the_evaluation()
    {
        using var model = new EchoModel(["a", "b"]) { OnScore = _ => throw new InvalidOperationException("broken") };
        var e = Assert.Throws<InvalidOperationException>(() => Evaluator.Evaluate(model, new("echo", [Example("a", "a")]), null, None));
        Assert.Equal("broken", e.Message);
    }

    private static LabeledText Example(string label, string text) => new() { Label = label, Text = text };
}
