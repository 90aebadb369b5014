using FunctionsMaaS.Bench.Http;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>Memory at one time.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="Reloads">Models replaced until then.</param>
/// <param name="HeapBytes">The managed heap after a full collection.</param>
/// <param name="ResidentBytes">The resident set after it.</param>
internal sealed record SoakSample(double Seconds, int Reloads, long HeapBytes, long ResidentBytes);

/// <summary>What a soak saw.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="ReloadSeconds">How often the model was replaced.</param>
/// <param name="Reloads">How many times it was.</param>
/// <param name="Load">The requests.</param>
/// <param name="Samples">Memory on the way.</param>
/// <param name="Machine">Where.</param>
internal sealed record SoakResult(int Seconds, double ReloadSeconds, int Reloads, OfferedLoad Load, IReadOnlyList<SoakSample> Samples, Machine Machine)
{
    /// <summary>How much memory may grow by between the two times that are compared and still be called flat.</summary>
    private const double Tolerance = 0.1;

    /// <summary>Share of the soak that each of the two times takes: a minute of ten.</summary>
    private const double Span = 0.1;

    /// <summary>Share of the soak after which the first of them begins, once code is compiled and buffers are as large as they get: after two minutes of ten.</summary>
    private const double Settled = 0.2;

    /// <summary>The times that are compared, in seconds from the begin.</summary>
    public (double From, double To) Early => (Settled * Seconds, (Settled + Span) * Seconds);

    /// <inheritdoc cref="Early"/>
    public (double From, double To) Late => ((1 - Span) * Seconds, double.PositiveInfinity);

    public bool Passed => Load.Failed == 0 && Reloads > 0 && Growth(s => s.HeapBytes) <= Tolerance && Growth(s => s.ResidentBytes) <= Tolerance;

    /// <summary>The median of a kind of memory in a time.</summary>
    public double MedianOf(Func<SoakSample, double> figure, (double From, double To) time) =>
        Statistics.Median(Samples.Where(s => s.Seconds >= time.From && s.Seconds <= time.To).Select(figure).DefaultIfEmpty(double.NaN));

    /// <summary>How much a kind of memory grew by from the one time to the other, as a share of what it was.</summary>
    public double Growth(Func<SoakSample, double> bytes) => (MedianOf(bytes, Late) / MedianOf(bytes, Early)) - 1;

    /// <summary>Bytes that a kind of memory grew by with each model that was replaced.</summary>
    public double PerReload(Func<SoakSample, double> bytes) =>
        (MedianOf(bytes, Late) - MedianOf(bytes, Early)) / (MedianOf(s => s.Reloads, Late) - MedianOf(s => s.Reloads, Early));
}
