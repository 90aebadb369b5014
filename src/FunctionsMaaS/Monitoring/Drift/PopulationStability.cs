namespace FunctionsMaaS.Monitoring.Drift;

/// <summary>The population stability index of two samples counted into the same bins: 0 if alike, and growing without bound.</summary>
/// <remarks>
/// <para>PSI = sum of (q - p) ln(q / p) over the bins, with p and q the shares of each bin in the two samples. A bin that is empty in both says
/// nothing and is left out; to all others half a count is added in both samples, so that one that is empty in one of them stays finite.</para>
/// <para>Two samples of one population do not give 0: PSI / (1/n + 1/m) is then about chi-squared with B - 1 degrees of freedom for samples
/// of n and m in B bins (B. Yurdakul, <i>Statistical Properties of Population Stability Index</i>, Western Michigan University 2018), so its mean
/// is (B - 1)(1/n + 1/m), which is subtracted here, and its 99th percentile says how many texts are needed.</para>
/// </remarks>
public static class PopulationStability
{
    /// <summary>
    /// Below this nothing happened; the convention of credit scoring (N. Siddiqi, <i>Credit Risk Scorecards</i>, Wiley 2006), as is
    /// <see cref="Significant"/>.
    /// </summary>
    public const double Moderate = 0.1;

    /// <summary>From this on the populations are different ones.</summary>
    public const double Significant = 0.25;

    private const double Smoothing = 0.5;

    /// <summary>The 99th percentile of a normal distribution: how sure a level must be not to be chance.</summary>
    private const double Certainty = 2.326348;

    /// <summary>The index less what chance alone would give, at least 0.</summary>
    /// <param name="baseline">The counts of one sample.</param>
    /// <param name="current">The counts of the other, in the same bins.</param>
    /// <returns>The index; <see langword="null"/> if a sample is empty.</returns>
    /// <exception cref="ArgumentException">The samples have different bins.</exception>
    public static double? Corrected(IReadOnlyList<long> baseline, IReadOnlyList<long> current)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        if (baseline.Count != current.Count)
            throw new ArgumentException($"{current.Count} bins cannot be compared with {baseline.Count}.", nameof(current));
        var (m, n) = (baseline.Sum(), current.Sum());
        if (m == 0 || n == 0)
            return null;
        var bins = Enumerable.Range(0, baseline.Count).Where(i => baseline[i] + current[i] > 0).ToArray();
        var chance = (bins.Length - 1) * ((1.0 / n) + (1.0 / m));
        return Math.Max(0, bins.Sum(i => Term(Share(baseline[i], m, bins.Length), Share(current[i], n, bins.Length))) - chance);
    }

    /// <summary>How many counts the other sample needs for chance to reach <see cref="Moderate"/> in one of a hundred cases at most.</summary>
    /// <param name="baseline">The counts of one sample.</param>
    /// <returns>The number; <see langword="null"/> if <paramref name="baseline"/> itself is too small, whatever it is compared with.</returns>
    public static long? Needed(IReadOnlyList<long> baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var bins = Math.Max(2, baseline.Count(c => c > 0));
        var left = (Moderate / (Percentile(bins - 1) - (bins - 1))) - (1.0 / Math.Max(1, baseline.Sum()));
        return left <= 0 ? null : (long)Math.Ceiling(1 / left);
    }

    /// <summary>The 99th percentile of chi-squared, by Wilson and Hilferty (1931): 1 % too low at worst.</summary>
    private static double Percentile(int degreesOfFreedom)
    {
        var variance = 2.0 / (9 * degreesOfFreedom);
        return degreesOfFreedom * Math.Pow(1 - variance + (Certainty * Math.Sqrt(variance)), 3);
    }

    private static double Share(long count, long total, int bins) => (count + Smoothing) / (total + (Smoothing * bins));

    private static double Term(double p, double q) => (q - p) * Math.Log(q / p);
}
