using FunctionsMaaS.Training;

namespace FunctionsMaaS.Tests.Evaluation;

/// <summary>Takes every text for the label it spells, with probability 3/4.</summary>
internal sealed class EchoModel(string[] labels) : ITextModel
{
    private int _scored, _openScorers;

    public Action<int>? OnScore { get; init; }

    public int Scored => _scored;

    public int OpenScorers => _openScorers;

    public IReadOnlyList<string> Labels => labels;

    public ITextScorer CreateScorer()
    {
        Interlocked.Increment(ref _openScorers);
        return new Scorer(this);
    }

    public void Dispose() { }

    private sealed class Scorer(EchoModel model) : ITextScorer
    {
        public void Score(string text, Span<float> probabilities)
        {
            model.OnScore?.Invoke(Interlocked.Increment(ref model._scored));
            probabilities.Fill(0.25f / (probabilities.Length - 1));
            probabilities[model.Labels.ToList().IndexOf(text)] = 0.75f;
        }

        public void Dispose() => Interlocked.Decrement(ref model._openScorers);
    }
}

/// <summary>Keeps what was reported, at once and on the reporting thread.</summary>
internal sealed class ProgressList<T> : List<T>, IProgress<T>
{
    public void Report(T value) => Add(value);
}
