namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Whether a challenger may replace the champion, and why.</summary>
/// <param name="Passed">Whether it may: all checks passed.</param>
/// <param name="Reason">The figures in words, and every reason against it; part of a sentence.</param>
/// <param name="Checks">What was checked, in a fixed order.</param>
public sealed record GateVerdict(bool Passed, string Reason, IReadOnlyList<GateCheck> Checks)
{
    /// <summary>The challenger's figures by group beside the champion's; empty unless fields are configured.</summary>
    public IReadOnlyList<SliceReport> Slices { get; init; } = [];
}

/// <summary>One check of the gate.</summary>
/// <param name="Name">Its name: <c>accuracy</c>, <c>macro-f1</c>, <c>classes</c>, <c>recall-floor</c>, <c>slices</c>, <c>calibration</c>, <c>size</c> or <c>latency</c>.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Value">The figure that decided; <see langword="null"/> if there was nothing to measure.</param>
/// <param name="Limit">What the figure was held against; <see langword="null"/> if there was nothing to measure.</param>
/// <param name="Reason">The figures in words.</param>
public sealed record GateCheck(string Name, bool Passed, double? Value, double? Limit, string Reason);
