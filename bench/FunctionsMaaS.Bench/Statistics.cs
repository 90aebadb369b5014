namespace FunctionsMaaS.Bench;

/// <summary>What repeats of a measurement are summed up by.</summary>
internal static class Statistics
{
    /// <summary>The median; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value that a share of all do not exceed.</summary>
    /// <param name="sorted">The values, ascending.</param>
    /// <param name="share">0 to 1.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
