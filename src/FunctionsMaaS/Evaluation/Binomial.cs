namespace FunctionsMaaS.Evaluation;

/// <summary>The binomial distribution, exact.</summary>
internal static class Binomial
{
    /// <summary>
    /// The probability of at most <paramref name="successes"/> in <paramref name="trials"/> of probability <paramref name="probability"/>, above
    /// 0 and below 1. Summed from logarithms, since 2^-n leaves double's range at n = 1075.
    /// </summary>
    public static double AtMost(int successes, int trials, double probability)
    {
        if (successes >= trials)
            return 1;
        var logTerm = trials * Math.Log(1 - probability);
        var logOdds = Math.Log(probability / (1 - probability));
        var tail = Math.Exp(logTerm);
        for (var i = 1; i <= successes; i++)
        {
            logTerm += Math.Log((double)(trials - i + 1) / i) + logOdds;
            tail += Math.Exp(logTerm);
        }
        return Math.Min(1, tail);
    }
}
