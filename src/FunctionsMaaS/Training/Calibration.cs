namespace FunctionsMaaS.Training;

/// <summary>
/// Fits the final classifier on everything, and beside it one on all but each fold of the data to score that fold: what a temperature
/// is fitted on must not have been learned from. With 3 folds that is twice the work of the final fit, shared by the cores.
/// </summary>
internal static class Calibration
{
    private const int Folds = 3;

    /// <summary>Fewer documents with any term say too little: the scores are then used as they are.</summary>
    private const int MinDocuments = 60;

    /// <summary>The share of a whole run that fitting takes.</summary>
    private const double Share = 0.7;

    public static (TermClassifier Classifier, double? Temperature, PredictionBaseline? Baseline) FitAndCalibrate(MlNetRecipe recipe, LabeledTerms data, int seed, TrainingStages stages)
    {
        int[] all = [.. Enumerable.Range(0, data.Count)];
        var fold = Deal(data.Classes, Folds);
        var held = new int[data.Terms.Documents.Count(terms => terms.Length > 0) < MinDocuments ? 0 : Folds][];
        var scores = new float[held.Length][][];
        TermClassifier? classifier = null;
        var options = new ParallelOptions { CancellationToken = stages.CancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        ParallelLoop.Run(() => Parallel.For(0, held.Length + 1, options, part =>
        {
            var session = new MlNetSession(seed, stages.CancellationToken);
            if (part == held.Length)
            {
                classifier = session.Run(s => recipe.Fit(s, data, all));
            }
            else
            {
                held[part] = Array.FindAll(all, document => fold[document] == part);
                scores[part] = session.Run(s => recipe.Fit(s, data, Array.FindAll(all, document => fold[document] != part)).Score(s.Context, data, held[part]));
            }
            stages.Advance($"fitting {recipe.Name}", Share / (held.Length + 1));
        }), stages.CancellationToken);
        if (held.Length == 0)
            return (classifier!, null, null);
        float[][] heldOut = [.. scores.SelectMany(s => s)];
        var temperature = TemperatureFit.Fit(heldOut, [.. held.SelectMany(h => h).Select(document => data.Classes[document])]);
        return (classifier!, temperature, BaselineOf(heldOut, temperature));
    }

    private static PredictionBaseline? BaselineOf(float[][] scores, double temperature)
    {
        var builder = new PredictionBaselineBuilder(scores[0].Length);
        var probabilities = new float[scores[0].Length];
        foreach (var row in scores)
        {
            Temperature.Softmax(row, temperature, probabilities);
            builder.Add(probabilities, unknownShare: null);
        }

        return builder.Build();
    }

    /// <summary>Deals the documents of each class out to the folds in turn.</summary>
    private static int[] Deal(int[] classes, int folds)
    {
        var next = new Dictionary<int, int>();
        var result = new int[classes.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            // Each class begins where the one met before it did not, or classes of one document would all land in fold 0.
            var turn = next.TryGetValue(classes[i], out var known) ? known : next.Count;
            result[i] = turn % folds;
            next[classes[i]] = turn + 1;
        }
        return result;
    }
}
