namespace FunctionsMaaS.Evaluation;

/// <summary>What became of one document: enough for every metric, and for comparing two models document by document.</summary>
/// <param name="Truth">The index of the right class.</param>
/// <param name="Predicted">The index of the most probable class; of several, the lowest.</param>
/// <param name="TruthProbability">The probability given to the right class.</param>
/// <param name="PredictedProbability">The probability given to the most probable class.</param>
public readonly record struct PredictionOutcome(int Truth, int Predicted, float TruthProbability, float PredictedProbability)
{
    /// <summary>Whether the most probable class is the right one.</summary>
    public bool IsCorrect => Truth == Predicted;

    internal static PredictionOutcome Of(int truth, ReadOnlySpan<float> probabilities)
    {
        if ((uint)truth >= (uint)probabilities.Length)
            throw new ArgumentException($"{truth} is not the index of a label: allowed are 0 to {probabilities.Length - 1}.", nameof(truth));
        var top = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] is not (>= 0 and <= 1))
                throw new ArgumentException($"{probabilities[i]} is not a probability: allowed are 0 to 1.", nameof(probabilities));
            if (probabilities[i] > probabilities[top])
                top = i;
        }
        return new(truth, top, probabilities[truth], probabilities[top]);
    }
}
