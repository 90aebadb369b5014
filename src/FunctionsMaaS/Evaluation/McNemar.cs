namespace FunctionsMaaS.Evaluation;

/// <summary>McNemar's test (1947) in its exact form: of the texts that one of two models alone gets right, each model gets half if both are equally good.</summary>
internal static class McNemar
{
    private const double Half = 0.5;

    /// <summary>Two-sided: how probable a split at least this uneven is, to either side; 1 without such texts.</summary>
    public static double ExactPValue(int a, int b) => a == b ? 1 : Math.Min(1, 2 * Binomial.AtMost(Math.Min(a, b), a + b, Half));

    /// <summary>One-sided: how probable it is that a model that is as good as the other alone gets right at most so many.</summary>
    /// <param name="alone">The texts that it alone gets right.</param>
    /// <param name="otherAlone">The texts that the other alone gets right.</param>
    public static double WorsePValue(int alone, int otherAlone) => Binomial.AtMost(alone, alone + otherAlone, Half);
}
