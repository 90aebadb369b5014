namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>
/// Tango's score test (1998, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design") of
/// whether a challenger lacks a margin of accuracy. With margin 0 it is McNemar's asymptotic test.
/// </summary>
internal static class MarginTest
{
    /// <summary>How probable so good a result is, at most, for a challenger that lacks the margin.</summary>
    /// <param name="texts">Texts that both were measured on.</param>
    /// <param name="margin">The share of right texts that it lacks, from 0 to 1.</param>
    public static double PValue(DiscordantTexts texts, double margin)
    {
        double n = texts.Texts, b = texts.OnlyChampionCorrect, c = texts.OnlyChallengerCorrect;
        // The likeliest share of texts that only the challenger gets right, were the difference just the margin: root of 2n q² + linear q - constant.
        var linear = -b - c + (((2 * n) - b + c) * margin);
        var constant = c * margin * (1 - margin);
        var q = (Math.Sqrt((linear * linear) + (8 * n * constant)) - linear) / (4 * n);
        var variance = n * ((2 * q) + (margin * (1 - margin)));
        return variance > 0 ? LowerTail((b - c - (n * margin)) / Math.Sqrt(variance)) : 1;
    }

    /// <summary>The standard normal distribution, by the Chebyshev fit of erfc in Numerical Recipes (Press et al., 6.2): to 1.2e-7 of its value.</summary>
    private static double LowerTail(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        ReadOnlySpan<double> fit = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
        var sum = 0.0;
        for (var i = fit.Length - 1; i >= 0; i--)
            sum = fit[i] + (t * sum);
        var tail = 0.5 * t * Math.Exp(sum - (x * x));
        return z <= 0 ? tail : 1 - tail;
    }
}
