namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>What a child process says of one fit.</summary>
/// <param name="FitSeconds">From the first raw file to the model on the disk.</param>
/// <param name="FitCpuSeconds">Processor time of the same, all threads together.</param>
/// <param name="PeakBytes">The most memory the process ever had resident.</param>
/// <param name="ModelBytes">The size of the model file.</param>
internal sealed record FitResult(double FitSeconds, double FitCpuSeconds, long PeakBytes, long ModelBytes);

/// <summary>What a child process says of using the model.</summary>
/// <param name="LoadSeconds">From the file to being ready to score, in a fresh process whose libraries are loaded.</param>
/// <param name="FirstSeconds">The first prediction after that.</param>
/// <param name="P50Seconds">Median of one prediction, warmed.</param>
/// <param name="P99Seconds">99th percentile of the same.</param>
/// <param name="CpuSecondsPerText">Processor time of one prediction, on average: what other work on the machine disturbs least.</param>
/// <param name="DocumentsPerSecond">All texts at once, as the library does it on all cores.</param>
/// <param name="DocumentsPerSecondOneThread">The same on one thread where the library leaves the choice.</param>
/// <param name="PeakBytesLoaded">The most memory resident once the model was loaded, before any text was read.</param>
/// <param name="PeakBytes">The most memory resident in all, with the texts.</param>
/// <param name="Differing">Predictions of one text that differ from those of the batch.</param>
internal sealed record ServeResult(
    double LoadSeconds, double FirstSeconds, double P50Seconds, double P99Seconds, double CpuSecondsPerText,
    double DocumentsPerSecond, double DocumentsPerSecondOneThread, long PeakBytesLoaded, long PeakBytes, int Differing);

/// <summary>One contender, once through.</summary>
internal sealed record RoundResult(FitResult Fit, ServeResult Serve, double Accuracy, double MacroF1);

/// <summary>One contender over all rounds.</summary>
internal sealed record ContenderResult(string Name, string What, bool IsOurs, IReadOnlyList<RoundResult> Rounds)
{
    /// <summary>The median of a figure over the rounds.</summary>
    public double Median(Func<RoundResult, double> figure) => Statistics.Median(Rounds.Select(figure));
}

/// <summary>A campaign.</summary>
internal sealed record SideBySideResult(
    string Data, string Split, int TrainTexts, int TestTexts, int Labels, int SingleTexts, Machine Machine, IReadOnlyList<ContenderResult> Contenders);
