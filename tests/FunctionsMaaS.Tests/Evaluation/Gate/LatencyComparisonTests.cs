using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

public sealed class LatencyComparisonTests
{
    private static readonly Dataset Texts = new("texts", [.. Enumerable.Range(0, 500).Select(i => new LabeledText { Label = "a", Text = $"{i}" })]);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Medians_are_of_the_shortest_time_of_each_text_and_the_first_round_only_warms_up()
    {
        var measured = Measure(call => call <= 200 ? 1 : call % 3 == 0 ? 1000 : 10, call => call == 201 ? 9000 : 30);
        Assert.Equal(new(200, 10, 30), measured);
    }

    [Fact]
    public void All_texts_are_taken_if_there_are_few()
    {
        var few = new Dataset("few", [.. Texts.Examples.Take(3)]);
        Assert.Equal(3, LatencyComparison.Measure(new TimedModel(_time, _ => 1), new TimedModel(_time, _ => 1), few, _time, TestContext.Current.CancellationToken).Texts);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            LatencyComparison.Measure(new TimedModel(_time, call => { stop.Cancel(); return 1; }), new TimedModel(_time, _ => 1), Texts, _time, stop.Token));
    }

    private LatencyComparison Measure(Func<int, double> champion, Func<int, double> challenger) =>
        LatencyComparison.Measure(new TimedModel(_time, champion), new TimedModel(_time, challenger), Texts, _time, TestContext.Current.CancellationToken);

    /// <summary>Takes so many microseconds for its calls, the first of which is call 1.</summary>
    private sealed class TimedModel(FakeTimeProvider time, Func<int, double> microseconds) : ITextModel, ITextScorer
    {
        private int _calls;

        public IReadOnlyList<string> Labels => ["a", "b"];

        public ITextScorer CreateScorer() => this;

        public void Score(string text, Span<float> probabilities) => time.Advance(TimeSpan.FromMicroseconds(microseconds(++_calls)));

        public void Dispose() { }
    }
}
