using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Scores texts that a model has not learned from, as it would score them from a file: n-grams it does not know count for nothing, not even length.</summary>
internal static class HeldOutMargins
{
    /// <summary>For each column, whether a model knows it: it was met in training, and a file of the model would keep it.</summary>
    /// <param name="matrix">The texts.</param>
    /// <param name="learned">The texts the model learned from.</param>
    /// <param name="kept">The columns that its file would keep.</param>
    public static bool[] Known(FeatureMatrix matrix, int[] learned, int[] kept)
    {
        var met = new bool[matrix.Width];
        foreach (var row in learned)
        {
            foreach (var column in matrix.Columns.AsSpan(matrix.Starts[row]..matrix.Starts[row + 1]))
                met[column] = true;
        }
        var known = new bool[matrix.Width];
        foreach (var column in kept)
            known[column] = met[column];
        return known;
    }

    /// <summary>The margins of <paramref name="rows"/>.</summary>
    /// <param name="matrix">The texts.</param>
    /// <param name="weights">A model that did not learn from <paramref name="rows"/>.</param>
    /// <param name="known">For each column, whether the model knows it.</param>
    /// <param name="rows">The texts to score.</param>
    public static float[][] Of(FeatureMatrix matrix, LinearWeights weights, bool[] known, int[] rows)
    {
        var margins = new float[rows.Length][];
        Parallel.For(0, rows.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, n => margins[n] = Of(matrix, weights, known, rows[n]));
        return margins;
    }

    private static float[] Of(FeatureMatrix matrix, LinearWeights weights, bool[] known, int row)
    {
        Span<double> squares = stackalloc double[2];
        for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
        {
            if (known[matrix.Columns[i]])
                squares[(int)NgramHash.BlockOf(matrix.Keys[matrix.Columns[i]])] += (double)matrix.Values[i] * matrix.Values[i];
        }
        float[] margins = [.. weights.Biases];
        for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
        {
            var column = matrix.Columns[i];
            if (!known[column])
                continue;
            var value = (float)(matrix.Values[i] / Math.Sqrt(squares[(int)NgramHash.BlockOf(matrix.Keys[column])]));
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(weights.Of(column), value, margins, margins);
        }
        return margins;
    }
}
