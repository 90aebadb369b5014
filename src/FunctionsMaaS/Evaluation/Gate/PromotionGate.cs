using FunctionsMaaS.Data;

namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Decides whether a challenger may replace the champion, both measured on the same texts. The same figures give the same verdict. Thread-safe.</summary>
/// <param name="options">What must be shown.</param>
public sealed class PromotionGate(GateOptions options)
{
    /// <summary>Judges a challenger.</summary>
    /// <param name="champion">The model in production.</param>
    /// <param name="challenger">The one that would replace it, measured on the same texts in the same order.</param>
    /// <param name="latency">How long both take, if that was measured.</param>
    /// <param name="heldOut">The texts, to compare group by group; without them that is left out.</param>
    /// <exception cref="ArgumentException">The evaluations are not of the same texts.</exception>
    public GateVerdict Judge(GateEntry champion, GateEntry challenger, LatencyComparison? latency, Dataset? heldOut = null)
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(challenger);
        var outcomes = PairedOutcomes.Of(champion.Evaluation, challenger.Evaluation);
        var slices = heldOut is null || options.SliceFields.Count == 0 ? [] : SliceCheck.Compare(heldOut, outcomes, champion, challenger, options);
        GateCheck[] checks = [.. Checks(outcomes, champion, challenger, slices, latency)];
        return new(Array.TrueForAll(checks, check => check.Passed), Reason(champion.Evaluation.Report, challenger.Evaluation.Report, checks), checks) { Slices = slices };
    }

    private IEnumerable<GateCheck> Checks(
        PairedOutcomes outcomes, GateEntry champion, GateEntry challenger, IReadOnlyList<SliceReport> slices, LatencyComparison? latency)
    {
        var bootstrap = new PairedBootstrap(outcomes);
        var (macroF1, ece) = bootstrap.Resample(options.Resamples, options.Alpha, options.Seed);
        yield return AccuracyCheck.Of(outcomes, options);
        yield return MacroF1Check.Of(bootstrap.MacroF1Difference, macroF1, outcomes.Texts.Length, options);
        yield return ClassCheck.Drops(outcomes, options);
        if (options.MinRecall > 0)
            yield return ClassCheck.Floors(outcomes, options);
        if (slices.Count > 0)
            yield return SliceCheck.Of(slices, options);
        yield return BudgetChecks.Calibration(champion.Evaluation.Report, challenger.Evaluation.Report, ece, options);
        yield return BudgetChecks.Size(champion.PayloadBytes, challenger.PayloadBytes, options);
        if (latency is not null)
            yield return BudgetChecks.Latency(latency, options);
    }

    private static string Reason(EvaluationReport champion, EvaluationReport challenger, GateCheck[] checks)
    {
        var figures = FormattableString.Invariant(
            $"accuracy {challenger.Accuracy:0.0000} against {champion.Accuracy:0.0000}, macro-F1 {challenger.MacroF1:0.0000} against {champion.MacroF1:0.0000} on {challenger.Documents} held-out texts");
        return string.Join("; ", checks.Where(check => !check.Passed).Select(check => $"{check.Name}: {check.Reason}").Prepend(figures));
    }
}
