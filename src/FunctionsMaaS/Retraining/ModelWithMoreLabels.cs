using FunctionsMaaS.Training;

namespace FunctionsMaaS.Retraining;

/// <summary>
/// A model measured on a dataset that has labels it never learned: it gives them probability 0, and so gets their texts wrong. Leaves the
/// model for its owner to dispose.
/// </summary>
internal sealed class ModelWithMoreLabels(ITextModel model, IEnumerable<string> labels) : ITextModel
{
    public IReadOnlyList<string> Labels { get; } = [.. model.Labels.Union(labels, StringComparer.Ordinal)];

    public ITextScorer CreateScorer() => new Scorer(model.CreateScorer(), model.Labels.Count);

    public void Dispose()
    {
    }

    private sealed class Scorer(ITextScorer scorer, int known) : ITextScorer
    {
        public void Score(string text, Span<float> probabilities)
        {
            probabilities[known..].Clear();
            scorer.Score(text, probabilities[..known]);
        }

        public void Dispose() => scorer.Dispose();
    }
}
