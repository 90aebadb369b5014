using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Squared feature scales for each class of a block: the naive-Bayes log-count ratio r = ln((p / |p|) / (q / |q|)) of Wang and Manning (2012), where p
/// and q are the summed weights of a feature inside and outside the class, smoothed.
/// </summary>
/// <remarks>
/// Scaled so that texts have unit squared length on average, and mixed with a constant: r² alone leaves features that are even across the classes, such
/// as the question words of short texts, without any weight.
/// </remarks>
internal static class LogCountRatios
{
    /// <summary>Computes the squared scales.</summary>
    /// <param name="matrix">The texts.</param>
    /// <param name="rows">The texts to learn from.</param>
    /// <param name="classes">The class of every text of the matrix.</param>
    /// <param name="block">The classes wanted.</param>
    /// <param name="smoothing">Added to every sum, as a multiple of the mean value of a feature in a text.</param>
    /// <param name="evenness">The share of the constant, 0 to 1.</param>
    /// <returns><c>Width x Lanes</c> squared scales, feature by feature; empty lanes are 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Squared(FeatureMatrix matrix, int[] rows, int[] classes, ClassBlock block, double smoothing, double evenness)
    {
        var lanes = block.Lanes;
        var squared = new float[checked(matrix.Width * lanes)];
        var (sums, inside, all) = Sum(matrix, rows, classes, block, squared);
        var values = rows.Sum(row => (long)(matrix.Starts[row + 1] - matrix.Starts[row]));
        var alpha = smoothing * all / Math.Max(1, values);
        Span<double> totals = stackalloc double[block.Count];
        for (var c = 0; c < block.Count; c++)
            totals[c] = Math.Log((all - inside[c] + (alpha * matrix.Width)) / (inside[c] + (alpha * matrix.Width)));
        var absent = Math.Log(alpha);
        for (var feature = 0; feature < matrix.Width; feature++)
        {
            var row = squared.AsSpan(feature * lanes, block.Count);
            var everywhere = Math.Log(sums[feature] + alpha);
            for (var c = 0; c < row.Length; c++)
            {
                var ratio = totals[c] + (row[c] == 0 ? absent - everywhere : Math.Log((row[c] + alpha) / (sums[feature] - row[c] + alpha)));
                row[c] = (float)(ratio * ratio);
            }
        }
        Normalize(matrix, rows, block, squared, evenness);
        return squared;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float[] Sums, double[] Inside, double All) Sum(FeatureMatrix matrix, int[] rows, int[] classes, ClassBlock block, float[] byClass)
    {
        var sums = new float[matrix.Width];
        var (inside, all) = (new double[block.Count], 0.0);
        foreach (var row in rows)
        {
            var lane = classes[row] - block.First;
            var isInside = lane >= 0 && lane < block.Count;
            for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                sums[matrix.Columns[i]] += matrix.Values[i];
                all += matrix.Values[i];
                if (isInside)
                {
                    byClass[(matrix.Columns[i] * block.Lanes) + lane] += matrix.Values[i];
                    inside[lane] += matrix.Values[i];
                }
            }
        }
        return (sums, inside, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalize(FeatureMatrix matrix, int[] rows, ClassBlock block, float[] squared, double evenness)
    {
        // The mean squared length is a sum over features of r² times the summed squares of the feature.
        var squares = new float[matrix.Width];
        foreach (var row in rows)
        {
            for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
                squares[matrix.Columns[i]] += matrix.Values[i] * matrix.Values[i];
        }
        var means = new double[block.Count];
        for (var feature = 0; feature < matrix.Width; feature++)
        {
            for (var c = 0; c < means.Length; c++)
                means[c] += (double)squares[feature] * squared[(feature * block.Lanes) + c];
        }
        for (var c = 0; c < means.Length; c++)
        {
            var scale = means[c] > 0 ? (1 - evenness) * rows.Length / means[c] : 0;
            for (var feature = 0; feature < matrix.Width; feature++)
            {
                ref var value = ref squared[(feature * block.Lanes) + c];
                value = (float)((value * scale) + evenness);
            }
        }
    }
}
