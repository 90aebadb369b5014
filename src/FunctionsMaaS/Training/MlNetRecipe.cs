using System.Globalization;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Training;

/// <summary>What the ML.NET recipes share: terms as features, a temperature from held-out scores, one self-contained zip.</summary>
internal abstract class MlNetRecipe : IRecipe
{
    public abstract string Name { get; }

    public TrainedModel Train(Dataset dataset, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        var stages = new TrainingStages(progress, cancellationToken);
        stages.Begin("reading texts", 0);
        var corpus = TrainingCorpus.From(dataset, options, cancellationToken);
        stages.Begin("counting terms", 0.05);
        var session = new MlNetSession(options.Seed, cancellationToken);
        var terms = session.Run(s => CorpusTerms.Read(s.Context, corpus.Texts, Limits, cancellationToken));
        if (terms.Count == 0)
            throw new DatasetException($"The dataset '{Printable.Quote(dataset.Name)}' has no words to learn from{(options.Strip == MessageParts.None ? "" : $" after stripping {options.Strip}")}.");
        var data = new LabeledTerms(corpus.Labels, terms, corpus.Classes);
        stages.Begin($"fitting {Name}", 0.15);
        var (classifier, temperature, baseline) = Calibration.FitAndCalibrate(this, data, options.Seed, stages);
        stages.Begin("saving", 0.85);
        var payload = session.Run(s => MlNetPayload.Save(s.Context, TermFeaturizer.Fit(s.Context, classifier.Vocabulary, classifier.Weights), classifier.Predictor));
        stages.Begin("done", 1);
        return new()
        {
            Recipe = Name,
            Parameters = Describe(classifier.Vocabulary, corpus.Count, baseline),
            Seed = options.Seed,
            Labels = corpus.Labels,
            Format = MlNetZipFormat.FormatName,
            Payload = payload,
            Settings = new() { Strip = options.Strip, Temperature = temperature },
            DatasetDigest = dataset.Digest,
            DatasetName = dataset.Name,
            Documents = corpus.Count,
        };
    }

    /// <summary>Trains on some documents of <paramref name="data"/>, with every choice made from these alone.</summary>
    public abstract TermClassifier Fit(MlNetSession session, LabeledTerms data, int[] documents);

    /// <summary>The terms to learn from.</summary>
    protected abstract TermLimits Limits { get; }

    /// <summary>The parameters of the trainer, for the manifest.</summary>
    protected abstract IEnumerable<(string Name, string Value)> Describe(int documents);

    private Dictionary<string, string> Describe(Vocabulary vocabulary, int documents, PredictionBaseline? baseline)
    {
        (string Name, int Value)[] counts = [("words", vocabulary.Words.Count), ("pairs", vocabulary.Pairs.Count), ("compounds", vocabulary.Compounds.Count)];
        var own = counts.Select(c => (c.Name, Value: c.Value.ToString(CultureInfo.InvariantCulture))).Concat(Describe(documents));
        return new([.. own.Select(p => KeyValuePair.Create(p.Name, p.Value)), .. baseline?.ToParameters() ?? []]);
    }
}
