using FunctionsMaaS.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>Asks the model for its score column alone, over one row that is used again and again.</summary>
internal sealed class MlNetZipScorer : ITextScorer
{
    private const float DistributionTolerance = 1e-4f;

    private readonly ModelSettings _settings;
    private readonly bool _scoresAreProbabilities;
    private readonly TextRow _input;
    private readonly DataViewRow _output;
    private readonly ValueGetter<VBuffer<float>>? _vectorGetter;
    private readonly ValueGetter<float>? _numberGetter;
    private readonly float[] _scores;
    private VBuffer<float> _buffer;

    public MlNetZipScorer(MlNetClassifier classifier, ModelSettings settings, bool scoresAreProbabilities)
    {
        (_settings, _scoresAreProbabilities) = (settings, scoresAreProbabilities);
        _input = new(classifier.Mapper.InputSchema, classifier.Text.Index);
        _output = classifier.Mapper.GetRow(_input, [classifier.Score]);
        _scores = new float[classifier.Labels.Count];
        if (classifier.IsBinary)
            _numberGetter = _output.GetGetter<float>(classifier.Score);
        else
            _vectorGetter = _output.GetGetter<VBuffer<float>>(classifier.Score);
    }

    /// <summary>Whether scores are all in [0, 1] and add up to 1.</summary>
    public static bool IsDistribution(float[] scores) =>
        Array.TrueForAll(scores, s => s is >= 0 and <= 1) && Math.Abs(scores.Sum() - 1) <= DistributionTolerance;

    public void Score(string text, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (probabilities.Length != _scores.Length)
            throw new ArgumentException($"{probabilities.Length} places cannot hold the probabilities of {_scores.Length} labels.", nameof(probabilities));
        ReadScores(MessageStripper.Strip(text, _settings.Strip));
        if (!_scoresAreProbabilities)
            Temperature.Softmax(_scores, _settings.Temperature ?? 1, probabilities);
        else if (_settings.Temperature is { } temperature)
            Temperature.Sharpen(_scores, temperature, probabilities);
        else
            _scores.CopyTo(probabilities);
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }

    internal float[] RawScores(string text)
    {
        ReadScores(text);
        return [.. _scores];
    }

    private void ReadScores(string text)
    {
        _input.MoveTo(text);
        if (_vectorGetter is not null)
        {
            _vectorGetter(ref _buffer);
            _buffer.CopyTo(_scores);
            return;
        }
        _numberGetter!(ref _scores[1]);
        _scores[0] = _scoresAreProbabilities ? 1 - _scores[1] : 0; // softmax(0, margin) is the margin's sigmoid
    }
}
