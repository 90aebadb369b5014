using FunctionsMaaS.Explanation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Serving;

/// <summary>Serves text classifiers of every registered <see cref="IModelFormat"/>; callers never know which they got.</summary>
internal sealed class TextModelLoader(IEnumerable<IModelFormat> formats) : IModelLoader<TextInput, TextPrediction>
{
    private readonly IModelFormat[] _formats = [.. formats];

    public IServedModel<TextInput, TextPrediction> Load(ModelPackage package) => new ServedTextModel(package.Open(_formats));
}

internal sealed class ServedTextModel(ITextModel model) : IServedModel<TextInput, TextPrediction>
{
    private const int WarmUpRounds = 30;

    public IPredictionEngine<TextInput, TextPrediction> CreateEngine() => new TextPredictionEngine(model.CreateScorer(), model.Labels.Count);

    public void WarmUp(IPredictionEngine<TextInput, TextPrediction> engine)
    {
        TextPrediction? prediction = null;
        for (var round = 0; round < WarmUpRounds; round++)
            engine.Predict(new("Subject: warm-up\n\nOne line of text, to compile the code and grow the buffers."), ref prediction);
        var sum = prediction!.Probabilities.Sum();
        if (!(Math.Abs(sum - 1) < 1e-3) || prediction.Probabilities.Any(p => p is not (>= 0 and <= 1)))
            throw new ModelPackageException("The model does not give probabilities: its scores of one text must lie in [0, 1] and sum to 1.");
    }

    /// <summary>Why a text got its label, or <see langword="null"/> if this model cannot say.</summary>
    public TextExplanation? Explain(string text, string label) => TextExplainer.Explain(model, text, label);

    public void Dispose() => model.Dispose();
}

internal sealed class TextPredictionEngine(ITextScorer scorer, int labels) : IPredictionEngine<TextInput, TextPrediction>
{
    private readonly IMeasuredScorer? _measured = scorer as IMeasuredScorer;

    public void Predict(TextInput example, ref TextPrediction? prediction)
    {
        if (prediction?.Probabilities.Length != labels)
            prediction = new TextPrediction(labels);
        scorer.Score(example.Text, prediction.Probabilities);
        prediction.Measures = _measured?.LastText;
    }

    public void Dispose() => scorer.Dispose();
}
