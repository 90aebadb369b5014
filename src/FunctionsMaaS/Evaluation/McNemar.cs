namespace FunctionsMaaS.Evaluation;

internal static class McNemar
{
    /// <summary>
    /// Twice the lower tail of a binomial(a + b, 1/2) at min(a, b), at most 1 (McNemar 1947, in its exact form). Summed from
    /// logarithms, since 2^-n leaves double's range at n = 1075.
    /// </summary>
    public static double ExactPValue(int a, int b)
    {
        int n = a + b, k = Math.Min(a, b);
        if (a == b)
            return 1;
        var logTerm = -n * Math.Log(2);
        var tail = Math.Exp(logTerm);
        for (var i = 1; i <= k; i++)
        {
            logTerm += Math.Log((double)(n - i + 1) / i);
            tail += Math.Exp(logTerm);
        }
        return Math.Min(1, 2 * tail);
    }
}
