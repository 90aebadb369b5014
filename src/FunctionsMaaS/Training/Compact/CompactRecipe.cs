using System.Globalization;
using FunctionsMaaS.Data;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>What the compact recipes share: n-grams as features, the most telling of them selected, a temperature from held-out texts, one flat file.</summary>
internal abstract class CompactRecipe : IRecipe
{
    /// <summary>Above so many characters of training text, words, pairs and prefixes have said what characters inside words could say.</summary>
    private const long CharactersWorthwhile = 4_000_000;

    /// <summary>So many n-grams at most are trained on.</summary>
    private const int MaxFeatures = 200_000;

    /// <summary>
    /// So many n-grams at most are kept of a large corpus, the most important ones: with 20 classes, a file of 2.9 MB. Dropping the others costs no accuracy there;
    /// of short texts, which are told apart by characters, it would cost a point.
    /// </summary>
    private const int MaxRows = 100_000;

    private const int MinFeatures = 8_192;
    private const int MaxWeights = 1 << 25;
    private const int MaxLabels = 1 << 14;
    private const int Bits = 8;

    public abstract string Name { get; }

    public TrainedModel Train(Dataset dataset, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        var stages = new TrainingStages(progress, cancellationToken);
        stages.Begin("reading texts", 0);
        var corpus = TrainingCorpus.From(dataset, options, cancellationToken);
        if (corpus.Labels.Count > MaxLabels)
            throw new DatasetException($"The dataset '{Printable.Quote(dataset.Name)}' has {corpus.Labels.Count} labels: {Name} learns at most {MaxLabels}.");
        stages.Begin("reading n-grams", 0.05);
        var settings = SettingsFor(corpus);
        var folds = HeldOutFolds.Deal(corpus.Originals, corpus.Classes);
        var (matrix, occurrences) = ReadFeatures(corpus, settings, folds, stages);
        if (matrix.Width == 0)
            throw new DatasetException($"The dataset '{Printable.Quote(dataset.Name)}' has no words to learn from{(options.Strip == MessageParts.None ? "" : $" after stripping {options.Strip}")}.");
        stages.Begin($"fitting {Name}", 0.4);
        var (weights, probabilities, baseline) = FitAndCalibrate(corpus, matrix, occurrences, settings, folds, options.Seed, stages);
        stages.Begin("saving", 0.95);
        var model = ParametersOf(corpus.Labels, settings, matrix, weights, probabilities);
        var payload = CompactWriter.Write(model, Bits);
        stages.Begin("done", 1);
        return new()
        {
            Recipe = Name,
            Parameters = Describe(model, matrix, baseline),
            Seed = options.Seed,
            Labels = corpus.Labels,
            Format = CompactModelFormat.FormatName,
            Payload = payload,
            Settings = new() { Strip = options.Strip },
            DatasetDigest = dataset.Digest,
            DatasetName = dataset.Name,
            Documents = corpus.Count,
        };
    }

    /// <summary>How much a feature must be smoothed when its log-count ratio is taken.</summary>
    protected abstract double Smoothing { get; }

    /// <summary>What margins mean where there are too few texts to fit it on.</summary>
    protected abstract Probabilities UsualProbabilities { get; }

    /// <summary>Trains on some texts.</summary>
    /// <param name="matrix">All texts.</param>
    /// <param name="rows">Those to learn from, ascending.</param>
    /// <param name="classes">The class of every text of the matrix.</param>
    /// <param name="classCount">How many classes.</param>
    /// <param name="seed">Seeds random choices.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract LinearWeights Fit(FeatureMatrix matrix, int[] rows, int[] classes, int classCount, int seed, CancellationToken cancellationToken);

    /// <summary>The recipe's own parameters.</summary>
    protected abstract IEnumerable<KeyValuePair<string, string>> OwnParameters();

    private static NgramSettings SettingsFor(TrainingCorpus corpus)
    {
        var messages = corpus.Texts.Count(text => !MessageHeaders.Of(text).IsEmpty);
        var isSmall = corpus.Texts.Sum(text => (long)text.Length) <= CharactersWorthwhile;
        return new()
        {
            Headers = messages * 2 > corpus.Count,
            CharactersFrom = isSmall ? 3 : 0,
            CharactersTo = isSmall ? 5 : 0,
        };
    }

    private (FeatureMatrix Matrix, HeldOutOccurrences HeldOut) ReadFeatures(TrainingCorpus corpus, NgramSettings settings, int[][] folds, TrainingStages stages)
    {
        var ngrams = NgramCorpus.Read(new NgramReader(settings), corpus.Texts, stages.CancellationToken);
        stages.Begin("choosing n-grams", 0.15);
        var limit = Math.Clamp(MaxWeights / corpus.Labels.Count, MinFeatures, MaxFeatures);
        var vocabulary = NgramVocabulary.Collect(ngrams, corpus.Classes, corpus.Labels.Count, Smoothing, limit, stages.CancellationToken);
        stages.Begin("weighing n-grams", 0.3);
        var matrix = FeatureMatrix.Weigh(ngrams, vocabulary, stages.CancellationToken);
        return (matrix, HeldOutOccurrences.Of(ngrams, vocabulary, folds.SelectMany(fold => fold)));
    }

    private (LinearWeights Weights, Probabilities Probabilities, PredictionBaseline? Baseline) FitAndCalibrate(
        TrainingCorpus corpus, FeatureMatrix matrix, HeldOutOccurrences occurrences, NgramSettings settings, int[][] folds, int seed, TrainingStages stages)
    {
        var unknown = new double?[folds.Length][];
        var margins = new float[folds.Length][][];
        LinearWeights? weights = null;
        int[] all = [.. Enumerable.Range(0, corpus.Count)];
        // The fold comes first: it is the smaller work, and on two cores the two then end at about the same time.
        Parallel.For(0, folds.Length + 1, new() { CancellationToken = stages.CancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            int[] rows = part == folds.Length ? all : [.. all.Except(folds[part])];
            var fitted = Fit(matrix, rows, corpus.Classes, corpus.Labels.Count, seed, stages.CancellationToken);
            if (part == folds.Length)
            {
                weights = fitted;
            }
            else
            {
                var known = HeldOutMargins.Known(matrix, rows, Kept(fitted.Times(matrix.Idf), matrix, settings));
                margins[part] = HeldOutMargins.Of(matrix, fitted, known, folds[part]);
                unknown[part] = Array.ConvertAll(folds[part], row => occurrences.UnknownShare(matrix, known, row));
            }

            stages.Advance($"fitting {Name}", 0.5 / (folds.Length + 1));
        });
        if (folds.Length == 0)
            return (weights!, UsualProbabilities, null);
        int[] truth = [.. folds.SelectMany(fold => fold).Select(row => corpus.Classes[row])];
        float[][] heldOut = [.. margins.SelectMany(m => m)];
        var probabilities = ProbabilitiesFit.Fit(heldOut, truth, UsualProbabilities);
        return (weights!, probabilities, BaselineOf(heldOut, probabilities, [.. unknown.SelectMany(u => u)]));
    }

    private static PredictionBaseline? BaselineOf(float[][] margins, Probabilities probabilities, double?[] unknown)
    {
        var builder = new PredictionBaselineBuilder(margins[0].Length);
        var scores = new float[margins[0].Length];
        for (var i = 0; i < margins.Length; i++)
        {
            probabilities.ToLogits(margins[i]);
            Temperature.Softmax(margins[i], 1, scores);
            builder.Add(scores, unknown[i]);
        }

        return builder.Build();
    }

    private static int[] Kept(LinearWeights scaled, FeatureMatrix matrix, NgramSettings settings) =>
        FeaturePruning.Largest(FeaturePruning.Importances(scaled.Weights, matrix.Idf), settings.CharactersTo > 0 ? MaxFeatures : MaxRows);

    private static CompactParameters ParametersOf(IReadOnlyList<string> labels, NgramSettings settings, FeatureMatrix matrix, LinearWeights weights, Probabilities probabilities)
    {
        var scaled = weights.Times(matrix.Idf);
        var kept = Kept(scaled, matrix, settings);
        return new()
        {
            Labels = labels,
            Settings = settings,
            Keys = Array.ConvertAll(kept, feature => matrix.Keys[feature]),
            Idf = Array.ConvertAll(kept, feature => matrix.Idf[feature]),
            Weights = scaled.Keep(kept).Weights,
            Biases = weights.Biases,
            Probabilities = probabilities,
        };
    }

    private Dictionary<string, string> Describe(CompactParameters model, FeatureMatrix matrix, PredictionBaseline? baseline) =>
        new([.. OwnParameters(), .. baseline?.ToParameters() ?? []])
        {
            ["trainedFeatures"] = matrix.Width.ToString(CultureInfo.InvariantCulture),
            ["features"] = model.Keys.Length.ToString(CultureInfo.InvariantCulture),
            ["bits"] = Bits.ToString(CultureInfo.InvariantCulture),
            ["words"] = model.Settings.Bigrams ? "1-2" : "1",
            ["prefix"] = model.Settings.Prefix.ToString(CultureInfo.InvariantCulture),
            ["characters"] = model.Settings.CharactersTo == 0 ? "none" : $"{model.Settings.CharactersFrom}-{model.Settings.CharactersTo}",
            ["headers"] = model.Settings.Headers ? "fields" : "text",
            ["slopes"] = string.Create(CultureInfo.InvariantCulture, $"{model.Probabilities.Below:R} {model.Probabilities.Above:R}"),
            ["knee"] = model.Probabilities.Knee.ToString("R", CultureInfo.InvariantCulture),
        };
}
