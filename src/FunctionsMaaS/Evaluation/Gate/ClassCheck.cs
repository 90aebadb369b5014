namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>
/// Does every class keep its recall? Precision needs no check of its own: what one class takes wrongly, another lacks. Each class with enough
/// texts is tested by itself, and the p-values are corrected for their number, so that noise in a small class refuses nothing.
/// </summary>
internal static class ClassCheck
{
    private const int MaxNamed = 3;

    public static GateCheck Drops(PairedOutcomes outcomes, GateOptions options)
    {
        var classes = CountsByClass(outcomes);
        int[] tested = [.. Enumerable.Range(0, classes.Length).Where(label => classes[label].Texts >= options.MinSupport)];
        if (tested.Length == 0)
            return new("classes", true, null, null, $"no class has {options.MinSupport} texts, so none is judged by itself");
        var p = Holm.Correct([.. tested.Select(label => classes[label].WorsePValue)]);
        int[] failed = [.. tested.Where((label, i) => classes[label].Drop > options.MaxRecallDrop && p[i] <= options.Alpha).OrderByDescending(label => classes[label].Drop)];
        var largest = tested.Max(label => classes[label].Drop);
        return new("classes", failed.Length == 0, largest, options.MaxRecallDrop, failed.Length == 0
            ? FormattableString.Invariant($"of {tested.Length} classes with {options.MinSupport} texts or more, none lost more than {options.MaxRecallDrop:0.####} of its recall beyond chance")
            : Named(outcomes, failed, label => FormattableString.Invariant($"lost {classes[label].Drop:0.0000} of its recall")));
    }

    /// <summary>Every class against the recall that it must have, by the exact binomial test.</summary>
    public static GateCheck Floors(PairedOutcomes outcomes, GateOptions options)
    {
        var (support, correct) = (new int[outcomes.Labels.Count], new int[outcomes.Labels.Count]);
        foreach (var text in outcomes.Texts)
        {
            support[text.Truth]++;
            correct[text.Truth] += text.Challenger == text.Truth ? 1 : 0;
        }

        int[] tested = [.. Enumerable.Range(0, support.Length).Where(label => support[label] >= options.MinSupport)];
        if (tested.Length == 0)
            return new("recall-floor", true, null, null, $"no class has {options.MinSupport} texts, so none is judged by itself");
        double Recall(int label) => (double)correct[label] / support[label];
        var p = Holm.Correct([.. tested.Select(label => Binomial.AtMost(correct[label], support[label], options.MinRecall))]);
        int[] failed = [.. tested.Where((label, i) => Recall(label) < options.MinRecall && p[i] <= options.Alpha).OrderBy(Recall)];
        return new("recall-floor", failed.Length == 0, tested.Min(Recall), options.MinRecall, failed.Length == 0
            ? FormattableString.Invariant($"of {tested.Length} classes with {options.MinSupport} texts or more, none has a recall below {options.MinRecall:0.####} beyond chance")
            : Named(outcomes, failed, label => FormattableString.Invariant($"has a recall of {Recall(label):0.0000}")));
    }

    private static DiscordantTexts[] CountsByClass(PairedOutcomes outcomes)
    {
        var classes = new DiscordantTexts[outcomes.Labels.Count];
        foreach (var text in outcomes.Texts)
            classes[text.Truth] = classes[text.Truth].With(text);
        return classes;
    }

    private static string Named(PairedOutcomes outcomes, int[] failed, Func<int, string> what) =>
        string.Join(", ", failed.Take(MaxNamed).Select(label => $"'{Printable.Quote(outcomes.Labels[label])}' {what(label)}"))
        + (failed.Length > MaxNamed ? $" and {failed.Length - MaxNamed} more" : "");
}
