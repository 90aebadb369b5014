namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Is the challenger right as often? Exact McNemar test, one-sided; with a margin, Tango's.</summary>
internal static class AccuracyCheck
{
    private const string Name = "accuracy";

    public static GateCheck Of(PairedOutcomes outcomes, GateOptions options)
    {
        var texts = outcomes.Texts.Aggregate(default(DiscordantTexts), (sum, text) => sum.With(text));
        return options.Require switch
        {
            GateRequirement.WithinMargin => WithinMargin(texts, options),
            GateRequirement.Better => Better(texts, options),
            _ when texts.Texts < options.MinTexts => AtLeast(texts, options),
            _ => NotWorse(texts, options),
        };
    }

    private static GateCheck NotWorse(DiscordantTexts texts, GateOptions options)
    {
        var (p, passed) = (texts.WorsePValue, texts.WorsePValue > options.Alpha);
        return new(Name, passed, p, options.Alpha, $"{Alone(texts)}: {P(p)}, so {(passed ? "no worse than chance explains" : "worse, and not by chance")}");
    }

    private static GateCheck AtLeast(DiscordantTexts texts, GateOptions options) => new(
        Name, texts.Drop <= 0, -texts.Drop, 0, $"{Alone(texts)}: with fewer than {options.MinTexts} texts it must be right as often");

    private static GateCheck WithinMargin(DiscordantTexts texts, GateOptions options)
    {
        var p = MarginTest.PValue(texts, options.Margin);
        var passed = p <= options.Alpha;
        return new(Name, passed, p, options.Alpha, Invariant(
            $"{Alone(texts)}: {P(p)}, so that it lacks less than {options.Margin:0.####} {(passed ? "is shown" : $"is not shown by {texts.Texts} texts")}"));
    }

    private static GateCheck Better(DiscordantTexts texts, GateOptions options)
    {
        var p = McNemar.WorsePValue(texts.OnlyChampionCorrect, texts.OnlyChallengerCorrect);
        var passed = p <= options.Alpha;
        return new(Name, passed, p, options.Alpha, $"{Alone(texts)}: {P(p)}, so {(passed ? "better, and not by chance" : "not better than chance explains")}");
    }

    private static string Alone(DiscordantTexts texts) =>
        $"the champion alone is right on {texts.OnlyChampionCorrect} texts, the challenger alone on {texts.OnlyChallengerCorrect}";

    private static string P(double p) => p < 0.0001 ? "p < 0.0001" : Invariant($"p = {p:0.0000}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
