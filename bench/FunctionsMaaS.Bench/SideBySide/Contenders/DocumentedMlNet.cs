using FunctionsMaaS.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Bench.SideBySide.Contenders;

/// <summary>
/// ML.NET as its documentation shows it (learn.microsoft.com, "Categorize support issues using multiclass classification"): a key of the label,
/// <c>FeaturizeText</c>, a cache, a trainer, the label back; every option at its default.
/// </summary>
internal sealed class DocumentedMlNet : IContender
{
    public const string Sdca = "documented-sdca", NaiveBayes = "documented-naive-bayes";

    private readonly MLContext _context = new(seed: 0);
    private readonly string _kind;

    private DocumentedMlNet(string kind) => _kind = kind;

    public static DocumentedMlNet? Create(string kind) => kind is Sdca or NaiveBayes ? new(kind) : null;

    public void Fit(LabeledText[] train, string model)
    {
        var data = _context.Data.LoadFromEnumerable(train.Select(e => new Row { Label = e.Label, Text = e.Text }));
        var trainers = _context.MulticlassClassification.Trainers;
        IEstimator<ITransformer> trainer = _kind == Sdca ? trainers.SdcaMaximumEntropy("Label", "Features") : trainers.NaiveBayes("Label", "Features");
        var pipeline = _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.Text.FeaturizeText("Features", "Text"))
            .AppendCacheCheckpoint(_context)
            .Append(trainer)
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        _context.Model.Save(pipeline.Fit(data), data.Schema, model);
    }

    public ILoadedContender Load(string model)
    {
        var transformer = _context.Model.Load(model, out _);
        return new Loaded(_context, transformer, _context.Model.CreatePredictionEngine<Row, Prediction>(transformer));
    }

    private sealed class Loaded(MLContext context, ITransformer transformer, PredictionEngine<Row, Prediction> engine) : ILoadedContender
    {
        public string PredictOne(string text) => engine.Predict(new() { Text = text }).PredictedLabel;

        /// <summary>How many threads read a data view is ML.NET's own choice.</summary>
        public string[] PredictAllOnOneThread(string[] texts) => PredictAll(texts);

        public string[] PredictAll(string[] texts) =>
        [
            .. transformer.Transform(context.Data.LoadFromEnumerable(texts.Select(text => new Row { Text = text })))
                .GetColumn<string>(nameof(Prediction.PredictedLabel)),
        ];

        public void Dispose() => engine.Dispose();
    }

    /// <summary>What goes in; ML.NET asks for a class it can make and set.</summary>
    private sealed class Row
    {
        public string Label { get; set; } = "";

        public string Text { get; set; } = "";
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";
    }
}
