using FunctionsMaaS.Data;

namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>
/// Does no group of texts get worse? McNemar's exact test on each group with enough texts, corrected for their number. The reason names fields
/// and counts alone, since it goes to logs, and values are data; which groups are meant is in the reports.
/// </summary>
internal static class SliceCheck
{
    private const string Name = "slices";

    /// <summary>The challenger's figures on each group beside the champion's accuracy.</summary>
    public static IReadOnlyList<SliceReport> Compare(Dataset dataset, PairedOutcomes outcomes, GateEntry champion, GateEntry challenger, GateOptions options)
    {
        SliceGroups[] groups = [.. options.SliceFields.Select(field => SliceGroups.Of(dataset, field))];
        SliceReport[] theirs = [.. groups.Select(field => Slices.Measure(field, champion.Evaluation))];
        DiscordantTexts[][] counts = [.. groups.Select(field => field.Texts.Select(group => Count(outcomes, group.Indexes)).ToArray())];
        var p = new Queue<double>(Holm.Correct([.. counts.SelectMany(c => c).Where(IsTested).Select(c => c.WorsePValue)]));
        return [.. groups.Select(field => Slices.Measure(field, challenger.Evaluation)).Select((report, f) => report with
        {
            Values = [.. report.Values.Select((value, v) => value with
            {
                ChampionAccuracy = theirs[f].Values[v].Accuracy,
                IsWorse = IsTested(counts[f][v]) && p.Dequeue() <= options.Alpha,
            })],
        })];

        bool IsTested(DiscordantTexts texts) => texts.Texts >= options.MinSupport;
    }

    public static GateCheck Of(IReadOnlyList<SliceReport> slices, GateOptions options)
    {
        var by = string.Join(", ", slices.Select(slice => $"'{Printable.Quote(slice.Field)}'"));
        SliceValue[] tested = [.. slices.SelectMany(slice => slice.Values).Where(value => value.Documents >= options.MinSupport)];
        if (tested.Length == 0)
            return new(Name, true, null, null, $"no value of {by} has {options.MinSupport} texts, so none is judged by itself");
        var worse = tested.Count(value => value.IsWorse == true);
        return new(Name, worse == 0, worse, 0, worse == 0
            ? $"of {tested.Length} groups by {by}, none got worse than chance explains"
            : $"of {tested.Length} groups by {by}, {worse} got worse, and not by chance");
    }

    private static DiscordantTexts Count(PairedOutcomes outcomes, IReadOnlyList<int> texts) =>
        texts.Aggregate(default(DiscordantTexts), (sum, text) => sum.With(outcomes.Texts[text]));
}
