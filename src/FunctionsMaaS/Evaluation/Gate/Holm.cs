namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Holm's correction (1979) for testing many things at once: the chance of finding any where there is none stays within alpha.</summary>
internal static class Holm
{
    /// <summary>The corrected p-values, in the order given; each is at least the one given, and at most 1.</summary>
    public static double[] Correct(IReadOnlyList<double> pValues)
    {
        var corrected = new double[pValues.Count];
        var highest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
        {
            highest = Math.Max(highest, Math.Min(1, (pValues.Count - rank) * pValues[index]));
            corrected[index] = highest;
        }
        return corrected;
    }
}
