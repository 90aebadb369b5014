namespace FunctionsMaaS.Evaluation;

/// <summary>
/// The bins of the expected calibration error, as in Guo et al. 2017, "On Calibration of Modern Neural Networks": (0, 1/15], (1/15, 2/15], ...
/// </summary>
internal sealed class CalibrationBins
{
    private const int Count = 15;

    private readonly double[] _gaps = new double[Count];

    /// <summary>The gaps between confidence and correct texts of all bins; the error is this by the number of texts.</summary>
    public double Gap
    {
        get
        {
            var sum = 0.0;
            foreach (var gap in _gaps)
                sum += Math.Abs(gap);
            return sum;
        }
    }

    /// <summary>Adds a text.</summary>
    /// <param name="confidence">The probability of the most probable class.</param>
    /// <param name="isCorrect">Whether that class is the right one.</param>
    public void Add(float confidence, bool isCorrect)
    {
        var bin = Math.Clamp((int)Math.Ceiling((double)confidence * Count) - 1, 0, Count - 1);
        _gaps[bin] += isCorrect ? confidence - 1.0 : confidence;
    }

    /// <summary>Takes all texts out.</summary>
    public void Clear() => Array.Clear(_gaps);
}
