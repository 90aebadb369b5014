using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Http.Cards;

internal static partial class ModelCard
{
    /// <summary>Figures of fewer texts say little: the 95 % interval of a recall of 0.8 is then wider than 0.3.</summary>
    private const int FewTexts = 25;

    private const double LowRecall = 0.5;
    private const double HighEce = 0.1;

    private static List<CardBlock> Analyses(ModelManifest manifest, IReadOnlyList<ClassReport> classes)
    {
        var blocks = new List<CardBlock>();
        if (classes.Count > 0)
        {
            blocks.Add(new CardTable("By label", 1, ["Label", "Precision", "Recall", "F1", "Texts"],
                [.. classes.Select(c => new[] { c.Label, CardFigures.Rate(c.Precision), CardFigures.Rate(c.Recall), CardFigures.Rate(c.F1), CardFigures.Count(c.Support) })]));
            if (Confusions(manifest) is { Count: > 0 } confusions)
                blocks.Add(new CardTable("Most confused", 2, ["Label", "Taken for", "Times"], confusions));
        }
        blocks.AddRange(manifest.Slices.Select(Slice));
        return blocks.Count > 0 ? blocks : [new CardText("No counts by label are kept in the manifest.")];
    }

    private static string[][] RowsOf(SliceReport slice) =>
    [
        .. slice.Values.Select(v => new[]
        {
            v.Value, v.IsWorse switch { true => "significantly worse", false => "not worse", null => "" },
            CardFigures.Rate(v.Accuracy), CardFigures.Rate(v.MacroF1), CardFigures.Rate(v.ChampionAccuracy), CardFigures.Count(v.Documents),
        }),
    ];

    private static CardTable Slice(SliceReport slice) => new(
        $"By {slice.Field}" + (slice.Others + slice.Without == 0 ? "" : $" ({CardFigures.Of(slice.Others, "text")} with other values, {CardFigures.Of(slice.Without, "text")} without one)"),
        2,
        ["Value", "Against the champion", "Accuracy", "Macro F1", "Champion's accuracy", "Texts"],
        RowsOf(slice));

    private static List<string[]> Confusions(ModelManifest manifest) =>
    [
        .. manifest.Evaluation!.Confusion
            .SelectMany((row, i) => row.Select((times, j) => (Right: i, Taken: j, Times: times)))
            .Where(c => c.Right != c.Taken && c.Times > 0)
            .OrderByDescending(c => c.Times)
            .Take(MaxConfusions)
            .Select(c => new[] { manifest.Labels[c.Right], manifest.Labels[c.Taken], CardFigures.Count(c.Times) }),
    ];

    private static CardBlock[] Verdict(ModelManifest manifest) => manifest.Verdict switch
    {
        null => [new CardText("It was not judged against another version when it was made.")],
        { Checks: [] } verdict => [new CardText($"{(verdict.Passed ? "Passed" : "Refused")}: {verdict.Reason}")],
        var verdict =>
        [
            new CardText($"{(verdict.Passed ? "Passed" : "Refused")} against version {verdict.Against}: {verdict.Reason}."),
            new CardTable("Checks of the gate", 3, ["Check", "Result", "Because", "Value", "Limit"], [.. verdict.Checks.Select(RowOf)]),
        ],
    };

    private static string[] RowOf(GateCheck check) =>
        [check.Name, check.Passed ? "passed" : "failed", check.Reason, CardFigures.Rate(check.Value), CardFigures.Rate(check.Limit)];

    private static IEnumerable<string> Caveats(ModelManifest manifest, IReadOnlyList<ClassReport> classes)
    {
        if (manifest.Metrics.TryGetValue("accuracy", out var accuracy) && manifest.Metrics.TryGetValue("documents", out var documents) && documents >= 1 && accuracy is >= 0 and <= 1)
        {
            var (low, high) = CardFigures.Wilson(accuracy, documents);
            yield return $"Accuracy on {CardFigures.Of((long)documents, "text")} is {CardFigures.Percent(low)} to {CardFigures.Percent(high)} with 95 % confidence, on texts like these.";
        }
        else
        {
            yield return "How often it is right is not known: measure it with maas evaluate before it is used.";
        }

        if (classes.Where(c => c.Support < FewTexts).ToArray() is { Length: > 0 } few)
            yield return $"Measured on fewer than {FewTexts} texts, so hardly known: {Enumeration([.. few.Select(c => c.Label)])}.";
        if (classes.Where(c => c.Support > 0 && c.Recall < LowRecall).ToArray() is { Length: > 0 } missed)
            yield return $"Of these it finds fewer than half: {Enumeration([.. missed.Select(c => c.Label)])}.";
        if (manifest.Metrics.TryGetValue("ece", out var ece) && ece > HighEce)
            yield return $"Its probabilities are off by {CardFigures.Percent(ece)} on average: do not take decisions by a threshold on them.";
        if (manifest.Slices.SelectMany(s => s.Values).Any(v => v.IsWorse == true))
            yield return "It is significantly worse than the version it was compared with on at least one group of texts; see Quantitative Analyses.";
        if (manifest.Verdict is { Passed: false })
            yield return "The gate refused it: it should not be promoted without a reason.";
        yield return "Texts change over time. Compare what it answers now with what it was trained on: /api/models/{name}/stats reports drift.";
    }
}
