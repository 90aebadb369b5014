using CsCheck;
using FunctionsMaaS.Data;
using FunctionsMaaS.Explanation;
using FunctionsMaaS.Tests.Training.Compact;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Explanation;

public sealed class TextExplainerTests
{
    private static readonly CompactModel Model = SmallModels.Open(SmallModels.Train(SmallModels.Messages).Payload);

    private static readonly string[] Pieces =
        ["moon ", "rocket ", "roses ", "crème brûlée ", "question? ", "the ", "\n", "From: space1@space.example.org\nSubject: Re: space\n\n", "€5 ", "1999 "];

    [Fact]
    public void Contributions_and_bias_add_up_to_the_margins_whatever_the_text() =>
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 12])
            .Array[0, 80].Select(string.Concat).Sample(text => AssertAddsUp(TextExplainer.Explain(Model, text)!), iter: 200);

    [Fact]
    public void Contributions_and_bias_of_real_messages_add_up_to_the_margins() =>
        Assert.All(SmallModels.Messages.Examples, example => AssertAddsUp(TextExplainer.Explain(Model, example.Text)!));

    [Fact]
    public void The_most_probable_label_is_explained_against_the_second()
    {
        using var scorer = Model.CreateScorer();
        var probabilities = new float[3];
        foreach (var example in SmallModels.Messages.Examples)
        {
            scorer.Score(example.Text, probabilities);
            var order = Model.Labels.Zip(probabilities).OrderByDescending(pair => pair.Second).Select(pair => pair.First).ToArray();
            var explanation = TextExplainer.Explain(Model, example.Text)!;
            Assert.Equal((order[0], order[1]), (explanation.Label, explanation.RunnerUp));
        }
    }

    [Fact]
    public void A_word_of_the_topic_speaks_for_it_at_its_place()
    {
        const string Text = "please, the Telescope";
        var explanation = TextExplainer.Explain(Model, Text)!;
        Assert.Equal("space", explanation.Label);
        var strongest = explanation.Tokens.Where(token => token.Length == 9).MaxBy(token => token.AgainstRunnerUp);
        Assert.Equal("Telescope", Text.Substring(strongest.Start, strongest.Length));
        Assert.True(strongest.Contribution > 0 && strongest.AgainstRunnerUp > 0);
    }

    [Fact]
    public void Any_label_can_be_explained()
    {
        var explanation = TextExplainer.Explain(Model, "moon rocket", "kitchen")!;
        Assert.Equal(("kitchen", "space"), (explanation.Label, explanation.RunnerUp));
        AssertAddsUp(explanation);
    }

    [Fact]
    public void Spans_are_places_in_what_is_left_after_stripping()
    {
        using var stripping = CompactModelFormat.Open(Model.File, new() { Strip = MessageParts.Headers });
        var text = SmallModels.Messages.Examples[0].Text;
        var explanation = TextExplainer.Explain(stripping, text)!;
        Assert.Equal(MessageStripper.Strip(text, MessageParts.Headers), explanation.ScoredText);
        AssertAddsUp(explanation);
    }

    [Fact]
    public void An_unknown_label_is_refused() => Assert.Throws<ArgumentException>(() => TextExplainer.Explain(Model, "moon", "sea"));

    [Fact]
    public void A_model_that_is_no_sum_has_no_explanation() => Assert.Null(TextExplainer.Explain(new Opaque(), "moon"));

    private static void AssertAddsUp(TextExplanation explanation)
    {
        Assert.Equal(explanation.Margin, explanation.Bias + explanation.Tokens.Sum(token => token.Contribution), 1e-4);
        Assert.Equal(explanation.RunnerUpMargin, explanation.RunnerUpBias + explanation.Tokens.Sum(token => token.RunnerUpContribution), 1e-4);
        Assert.All(explanation.Tokens, token => Assert.True(token.Start >= 0 && token.Length > 0 && token.Start + token.Length <= explanation.ScoredText.Length));
        Assert.Equal(explanation.Tokens.Count, explanation.Tokens.Select(token => (token.Start, token.Length)).Distinct().Count());
    }

    private sealed class Opaque : ITextModel
    {
        public IReadOnlyList<string> Labels => ["a", "b"];

        public ITextScorer CreateScorer() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
