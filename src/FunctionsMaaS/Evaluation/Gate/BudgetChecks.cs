namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Does the challenger stay within what it may cost: in trust of its probabilities, in bytes and in time?</summary>
internal static class BudgetChecks
{
    private const long FreeBytes = 1024 * 1024;
    private const double FreeMicroseconds = 50;

    public static GateCheck Calibration(EvaluationReport champion, EvaluationReport challenger, Interval difference, GateOptions options)
    {
        var figures = FormattableString.Invariant($"the calibration error is {challenger.Ece:0.0000} against {champion.Ece:0.0000}");
        if (challenger.Ece > options.MaxEce)
            return new("calibration", false, challenger.Ece, options.MaxEce, FormattableString.Invariant($"{figures}; at most {options.MaxEce:0.####} is allowed"));
        var increase = challenger.Ece - champion.Ece;
        if (challenger.Documents < options.MinTexts)
            return new("calibration", true, increase, options.MaxEceIncrease, $"{figures}; fewer than {options.MinTexts} texts do not show an increase");
        var passed = increase <= options.MaxEceIncrease || difference.Low <= options.MaxEceIncrease;
        return new("calibration", passed, increase, options.MaxEceIncrease, FormattableString.Invariant(
            $"{figures}; {(passed ? "it is not shown to have grown" : "it grew")} by more than {options.MaxEceIncrease:0.####}"));
    }

    public static GateCheck Size(long champion, long challenger, GateOptions options)
    {
        var ratio = (double)challenger / champion;
        return new("size", ratio <= options.MaxSizeRatio || challenger <= FreeBytes, ratio, options.MaxSizeRatio, FormattableString.Invariant(
            $"the payload is {challenger} bytes against {champion}; {options.MaxSizeRatio:0.##} times as many are allowed, and {FreeBytes} in any case"));
    }

    public static GateCheck Latency(LatencyComparison latency, GateOptions options)
    {
        double? ratio = latency.ChampionMicroseconds > 0 ? latency.ChallengerMicroseconds / latency.ChampionMicroseconds : null;
        var passed = latency.ChallengerMicroseconds <= FreeMicroseconds || ratio is null || ratio <= options.MaxLatencyRatio;
        return new("latency", passed, ratio, ratio is null ? null : options.MaxLatencyRatio, FormattableString.Invariant(
            $"a text takes {latency.ChallengerMicroseconds:0.0} µs against {latency.ChampionMicroseconds:0.0} at the median of {latency.Texts}; {options.MaxLatencyRatio:0.##} times as long is allowed, and {FreeMicroseconds} µs in any case"));
    }
}
