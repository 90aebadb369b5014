using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Squared feature scales for each class: the naive-Bayes log-count ratio r = ln((p / |p|) / (q / |q|)) of Wang and Manning (2012), where p
/// and q are the summed weights of a feature inside and outside the class, smoothed.
/// </summary>
/// <remarks>
/// Scaled so that texts have unit squared length on average, and mixed with a constant: r² alone leaves features that are even across the classes, such
/// as the question words of short texts, without any weight. Thread-safe.
/// </remarks>
internal sealed class LogCountRatios
{
    private readonly FeatureMatrix _matrix;
    private readonly int[] _rows;
    private readonly int[] _classes;
    private readonly float[] _sums;
    private readonly float[] _squares;
    private readonly double[] _everywhere;
    private readonly double _all;
    private readonly double _alpha;
    private readonly double _evenness;

    /// <summary>Sums up what all classes share.</summary>
    /// <param name="matrix">The texts.</param>
    /// <param name="rows">The texts to learn from.</param>
    /// <param name="classes">The class of every text of the matrix.</param>
    /// <param name="smoothing">Added to every sum, as a multiple of the mean value of a feature in a text.</param>
    /// <param name="evenness">The share of the constant, 0 to 1.</param>
    public LogCountRatios(FeatureMatrix matrix, int[] rows, int[] classes, double smoothing, double evenness)
    {
        (_matrix, _rows, _classes, _evenness) = (matrix, rows, classes, evenness);
        (_sums, _squares) = (new float[matrix.Width], new float[matrix.Width]);
        _all = SumUp();
        var values = rows.Sum(row => (long)(matrix.Starts[row + 1] - matrix.Starts[row]));
        _alpha = smoothing * _all / Math.Max(1, values);
        _everywhere = Array.ConvertAll(_sums, sum => Math.Log(sum + _alpha));
    }

    /// <summary>Computes the squared scales of some classes.</summary>
    /// <param name="block">The classes wanted.</param>
    /// <param name="lines">Gets them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ClassBlock block, ClassLines lines)
    {
        var inside = SumInside(block, lines);
        Span<double> totals = stackalloc double[ClassBlock.Lanes];
        for (var c = 0; c < block.Count; c++)
            totals[c] = Math.Log((_all - inside[c] + (_alpha * _matrix.Width)) / (inside[c] + (_alpha * _matrix.Width)));
        Span<double> means = stackalloc double[ClassBlock.Lanes];
        means.Clear();
        var absent = Math.Log(_alpha);
        for (var feature = 0; feature < _matrix.Width; feature++)
        {
            var scales = lines.Scales(feature)[..block.Count];
            for (var c = 0; c < scales.Length; c++)
            {
                var ratio = totals[c] + (scales[c] == 0 ? absent - _everywhere[feature] : Math.Log((scales[c] + _alpha) / (_sums[feature] - scales[c] + _alpha)));
                scales[c] = (float)(ratio * ratio);
                // The mean squared length is a sum over features of r² times the summed squares of the feature.
                means[c] += (double)_squares[feature] * scales[c];
            }
        }
        Normalize(block, lines, means);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SumUp()
    {
        var all = 0.0;
        foreach (var row in _rows)
        {
            for (var i = _matrix.Starts[row]; i < _matrix.Starts[row + 1]; i++)
            {
                var value = _matrix.Values[i];
                _sums[_matrix.Columns[i]] += value;
                _squares[_matrix.Columns[i]] += value * value;
                all += value;
            }
        }
        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double[] SumInside(ClassBlock block, ClassLines lines)
    {
        var inside = new double[block.Count];
        foreach (var row in _rows)
        {
            var lane = _classes[row] - block.First;
            if ((uint)lane >= (uint)block.Count)
                continue;
            for (var i = _matrix.Starts[row]; i < _matrix.Starts[row + 1]; i++)
            {
                lines.Scales(_matrix.Columns[i])[lane] += _matrix.Values[i];
                inside[lane] += _matrix.Values[i];
            }
        }
        return inside;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Normalize(ClassBlock block, ClassLines lines, ReadOnlySpan<double> means)
    {
        Span<float> factors = stackalloc float[ClassBlock.Lanes];
        factors.Clear();
        for (var c = 0; c < block.Count; c++)
            factors[c] = (float)(means[c] > 0 ? (1 - _evenness) * _rows.Length / means[c] : 0);
        var evenness = (float)_evenness;
        for (var feature = 0; feature < _matrix.Width; feature++)
        {
            var scales = lines.Scales(feature)[..block.Count];
            for (var c = 0; c < scales.Length; c++)
                scales[c] = (scales[c] * factors[c]) + evenness;
        }
    }
}
