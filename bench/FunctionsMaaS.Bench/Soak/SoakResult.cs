using FunctionsMaaS.Bench.Http;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>Memory at one time.</summary>
/// <param name="Seconds">Since the soak began.</param>
/// <param name="HeapBytes">The managed heap after a full collection.</param>
/// <param name="ResidentBytes">The resident set.</param>
internal sealed record SoakSample(double Seconds, long HeapBytes, long ResidentBytes);

/// <summary>What a soak saw.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="ReloadSeconds">How often the model was replaced.</param>
/// <param name="Reloads">How many times it was.</param>
/// <param name="Load">The requests.</param>
/// <param name="Samples">Memory on the way.</param>
/// <param name="Machine">Where.</param>
internal sealed record SoakResult(int Seconds, double ReloadSeconds, int Reloads, OfferedLoad Load, IReadOnlyList<SoakSample> Samples, Machine Machine)
{
    /// <summary>How much of its mean memory may grow by over a soak and still be called flat.</summary>
    private const double Tolerance = 0.1;

    /// <summary>Growth of the managed heap over the whole soak, by the line of least squares, as a share of its mean.</summary>
    public double HeapGrowth => Growth(s => s.HeapBytes);

    /// <summary>The same of the resident set.</summary>
    public double ResidentGrowth => Growth(s => s.ResidentBytes);

    public bool Passed => Load.Failed == 0 && Reloads > 0 && HeapGrowth <= Tolerance && ResidentGrowth <= Tolerance;

    /// <summary>Bytes a minute that a kind of memory grows by.</summary>
    public double SlopePerMinute(Func<SoakSample, double> bytes)
    {
        // The first sample stands before the load: the working set of the load itself is not a leak.
        SoakSample[] samples = [.. Samples.Skip(1)];
        if (samples.Length < 2)
            return 0;
        var (time, size) = (samples.Average(s => s.Seconds), samples.Average(bytes));
        return 60 * samples.Sum(s => (s.Seconds - time) * (bytes(s) - size)) / samples.Sum(s => (s.Seconds - time) * (s.Seconds - time));
    }

    private double Growth(Func<SoakSample, double> bytes) => SlopePerMinute(bytes) * Seconds / 60 / Samples.Average(bytes);
}
