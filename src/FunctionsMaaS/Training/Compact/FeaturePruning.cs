namespace FunctionsMaaS.Training.Compact;

/// <summary>Which features a model can do without.</summary>
internal static class FeaturePruning
{
    /// <summary>
    /// What a row of weights can change in a decision: the length of the weights about their mean. What is the same for all classes cancels out of the softmax.
    /// </summary>
    public static double Spread(ReadOnlySpan<float> weights)
    {
        double sum = 0, squares = 0;
        foreach (var weight in weights)
        {
            sum += weight;
            squares += (double)weight * weight;
        }
        return Math.Sqrt(Math.Max(0, squares - (sum * sum / weights.Length)));
    }

    /// <summary>The indexes of the <paramref name="limit"/> most important of <paramref name="importances"/>, ascending; ties go to the lower index.</summary>
    public static int[] Largest(double[] importances, int limit)
    {
        int[] indexes = [.. Enumerable.Range(0, importances.Length)];
        if (limit >= indexes.Length)
            return indexes;
        Array.Sort(indexes, (a, b) => importances[b].CompareTo(importances[a]) is var order and not 0 ? order : a.CompareTo(b));
        var kept = indexes[..limit];
        Array.Sort(kept);
        return kept;
    }
}
