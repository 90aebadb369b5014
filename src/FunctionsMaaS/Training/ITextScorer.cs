namespace FunctionsMaaS.Training;

/// <summary>Scores texts with one model, one at a time. Not thread-safe: rent one per call.</summary>
public interface ITextScorer : IDisposable
{
    /// <summary>Writes the calibrated probability of each class.</summary>
    /// <param name="text">The text, of any length; empty text gives the prior or a uniform distribution.</param>
    /// <param name="probabilities">As long as <see cref="ITextModel.Labels"/> and in its order; each in [0, 1], together 1 to within 1e-4.</param>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is not as long as the labels.</exception>
    void Score(string text, Span<float> probabilities);
}
