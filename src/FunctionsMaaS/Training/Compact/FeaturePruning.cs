namespace FunctionsMaaS.Training.Compact;

/// <summary>Which features a model can do without.</summary>
internal static class FeaturePruning
{
    /// <summary>
    /// What each n-gram can change times how often it can: e^-idf is in proportion to its frequency, whose root counts, as a rare n-gram is not yet an unimportant one.
    /// </summary>
    /// <param name="weights">The weights, n-gram by n-gram, with the idf multiplied in.</param>
    /// <param name="idf">The inverse document frequencies.</param>
    public static double[] Importances(float[] weights, float[] idf)
    {
        if (idf.Length == 0)
            return [];
        var classes = weights.Length / idf.Length;
        var importances = new double[idf.Length];
        for (var i = 0; i < importances.Length; i++)
            importances[i] = Spread(weights.AsSpan(i * classes, classes)) * Math.Exp(-idf[i] / 2);
        return importances;
    }

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

    /// <summary>The indexes of the <paramref name="limit"/> largest of <paramref name="importances"/>, none of which is negative, ascending; of equal ones those of lower index.</summary>
    public static int[] Largest(double[] importances, int limit)
    {
        if (limit >= importances.Length)
            return [.. Enumerable.Range(0, importances.Length)];
        if (limit == 0)
            return [];
        var (threshold, ties) = Threshold(importances, limit);
        var kept = new int[limit];
        var count = 0;
        for (var i = 0; i < importances.Length; i++)
        {
            if (importances[i] > threshold || (importances[i] == threshold && ties-- > 0))
                kept[count++] = i;
        }
        return kept;
    }

    /// <summary>The smallest value that is kept, and how many of those equal to it. Only the values that share its highest bits are sorted.</summary>
    private static (double Threshold, int Ties) Threshold(double[] importances, int limit)
    {
        var buckets = new int[1 << 16];
        foreach (var value in importances)
            buckets[Bucket(value)]++;
        var bucket = buckets.Length - 1;
        for (; buckets[bucket] < limit; bucket--)
            limit -= buckets[bucket];
        double[] candidates = [.. importances.Where(value => Bucket(value) == bucket).Order()];
        var threshold = candidates[^limit];
        return (threshold, limit - candidates.Count(value => value > threshold));
    }

    private static int Bucket(double value) => (int)(BitConverter.DoubleToUInt64Bits(value) >> 48);
}
