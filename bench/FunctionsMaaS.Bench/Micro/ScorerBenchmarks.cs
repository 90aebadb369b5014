using BenchmarkDotNet.Attributes;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Bench.Micro;

/// <summary>A whole prediction by a trained compact model: from the text to the probabilities.</summary>
public class ScorerBenchmarks
{
    private const int Vocabulary = 20_000;

    private ITextModel _model = null!;
    private ITextScorer _scorer = null!;
    private float[] _probabilities = [];
    private string _text = "";

    [Params(100, 2_000, 100_000)]
    public int Length { get; set; }

    [Params(2, 20, 100)]
    public int Labels { get; set; }

    [GlobalSetup]
    public void Train()
    {
        var texts = new SyntheticTexts(Vocabulary, seed: 1);
        _model = BenchModels.Train("complement-nb", texts.Dataset(2_000, Labels, 1_000)).Open(BenchModels.Formats);
        (_scorer, _probabilities, _text) = (_model.CreateScorer(), new float[Labels], texts.Text(Length, 0));
    }

    [GlobalCleanup]
    public void Close()
    {
        _scorer.Dispose();
        _model.Dispose();
    }

    [Benchmark]
    public float Score()
    {
        _scorer.Score(_text, _probabilities);
        return _probabilities[0];
    }
}
