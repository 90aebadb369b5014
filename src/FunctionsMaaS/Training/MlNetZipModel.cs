using Microsoft.ML;

namespace FunctionsMaaS.Training;

internal sealed class MlNetZipModel : ITextModel
{
    /// <summary>What a model is asked on loading to learn whether its scores are probabilities: nothing, a word, a sentence, a jumble.</summary>
    private static readonly string[] Probes = ["", "word", "The quick brown fox jumps over the lazy dog, and 42 others follow.", "@#!? ~ 0123 ÄÖÜ"];

    private readonly ITransformer _transformer;
    private readonly MlNetClassifier _classifier;
    private readonly ModelSettings _settings;
    private readonly bool _scoresAreProbabilities;

    public MlNetZipModel(ITransformer transformer, MlNetClassifier classifier, ModelSettings settings)
    {
        (_transformer, _classifier, _settings) = (transformer, classifier, settings);
        _scoresAreProbabilities = classifier.IsProbability || (!classifier.IsBinary && Array.TrueForAll(Probe(), MlNetZipScorer.IsDistribution));
    }

    public IReadOnlyList<string> Labels => _classifier.Labels;

    public ITextScorer CreateScorer() => new MlNetZipScorer(_classifier, _settings, _scoresAreProbabilities);

    public void Dispose() => (_transformer as IDisposable)?.Dispose();

    private float[][] Probe()
    {
        using var scorer = new MlNetZipScorer(_classifier, _settings, scoresAreProbabilities: false);
        try
        {
            return Array.ConvertAll(Probes, scorer.RawScores);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The ML.NET model fails on a first text ({e.Message})", e);
        }
    }
}
