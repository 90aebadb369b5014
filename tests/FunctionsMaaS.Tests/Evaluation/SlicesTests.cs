using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation;

public sealed class SlicesTests
{
    private static readonly string[] Labels = ["a", "b"];

    /// <summary>German: a, a, b of which one a is taken for b. English: b, right. One text of no language.</summary>
    [Fact]
    public void Each_value_is_measured_by_itself()
    {
        var slice = Assert.Single(Slices.Measure(Of("de", "de", "en", "de", null), Result((0, 0), (0, 1), (1, 1), (1, 1), (0, 1)), ["lang"]));
        Assert.Equal(("lang", 0, 1), (slice.Field, slice.Others, slice.Without));
        Assert.Equal(["de", "en"], slice.Values.Select(v => v.Value));
        Assert.Equal((3, 2.0 / 3), (slice.Values[0].Documents, slice.Values[0].Accuracy));
        Assert.Equal(2.0 / 3, slice.Values[0].MacroF1, 12);
        Assert.Equal((1, 1.0, 1.0), (slice.Values[1].Documents, slice.Values[1].Accuracy, slice.Values[1].MacroF1));
    }

    [Fact]
    public void Only_the_values_with_the_most_texts_are_measured()
    {
        var values = Enumerable.Range(0, 25).SelectMany(i => Enumerable.Repeat($"v{i:00}", i < 5 ? 1 : 2)).ToArray();
        var slice = Slices.Measure(Of(values), Result([.. values.Select(_ => (0, 0))]), ["lang"])[0];
        Assert.Equal(SliceReport.MaxValues, slice.Values.Count);
        Assert.Equal(5, slice.Others);
        Assert.Equal("v05", slice.Values[0].Value);
    }

    [Fact]
    public void A_field_that_no_text_has_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<DatasetException>(() => Slices.Measure(Of("de"), Result((0, 0)), ["language"]));
        Assert.EndsWith("has the field 'language': there are 'lang'.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'de'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>120 texts in three languages; the challenger gains as many in English as it loses in Dutch, where it becomes useless.</summary>
    [Fact]
    public void A_challenger_that_gives_up_a_group_is_refused_though_it_is_as_good_on_the_whole()
    {
        string[] languages = [.. Enumerable.Range(0, 120).Select(i => i % 6 == 0 ? "nl" : i % 2 == 0 ? "de" : "en")];
        var dataset = Of(languages);
        var champion = Result([.. languages.Select((language, i) => (i % 2, language == "en" && i < 40 ? 1 - (i % 2) : i % 2))]);
        var challenger = Result([.. languages.Select((language, i) => (i % 2, language == "nl" ? 1 - (i % 2) : i % 2))]);
        var verdict = new PromotionGate(new() { Slices = "lang, shape", MaxRecallDrop = 1 }).Judge(new(champion, 1), new(challenger, 1), null, dataset);

        Assert.Equal("slices", Assert.Single(verdict.Checks, check => !check.Passed).Name);
        Assert.Contains("of 3 groups by 'lang', 'shape', 1 got worse, and not by chance", verdict.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("nl", verdict.Reason, StringComparison.Ordinal);
        var values = verdict.Slices[0].Values;
        Assert.Equal([("en", 1.0, Math.Round(2.0 / 3, 15), false), ("de", 1.0, 1.0, false), ("nl", 0.0, 1.0, true)], values.Select(v => (v.Value, v.Accuracy, Math.Round(v.ChampionAccuracy!.Value, 15), v.IsWorse!.Value)));
        Assert.Empty(verdict.Slices[1].Values);
    }

    [Fact]
    public void Groups_of_few_texts_are_not_judged()
    {
        var dataset = Of([.. Enumerable.Repeat("de", 9)]);
        var (champion, challenger) = (Result([.. Enumerable.Repeat((0, 0), 9)]), Result([.. Enumerable.Repeat((0, 1), 9)]));
        var verdict = new PromotionGate(new() { Slices = "lang" }).Judge(new(champion, 1), new(challenger, 1), null, dataset);
        Assert.True(verdict.Checks.Single(check => check.Name == "slices").Passed);
        Assert.False(verdict.Slices[0].Values[0].IsWorse);
    }

    private static Dataset Of(params string?[] languages) => new("posts", [.. languages.Select((language, i) => new LabeledText
    {
        Label = "a",
        Text = $"{i}",
        Metadata = language is null ? ExampleMetadata.None : new(KeyValuePair.Create("lang", language)),
    })]);

    private static EvaluationResult Result(params (int Truth, int Predicted)[] texts)
    {
        PredictionOutcome[] outcomes = [.. texts.Select(t => new PredictionOutcome(t.Truth, t.Predicted, t.Truth == t.Predicted ? 0.9f : 0.1f, 0.9f))];
        return new(ClassificationMetrics.Compute(Labels, outcomes), outcomes);
    }
}
