namespace FunctionsMaaS.Training;

/// <summary>
/// Fits the final classifier on everything, and beside it one on each part of the data to score the rest: what a temperature is
/// fitted on must not have been learned from. With 3 folds that is twice the work of the final fit, shared by two threads.
/// </summary>
internal static class Calibration
{
    private const int Folds = 3;

    /// <summary>Fewer held-out documents say too little: the scores are then used as they are.</summary>
    private const int MinDocuments = 60;

    public static (TermClassifier Classifier, double? Temperature) FitAndCalibrate(MlNetRecipe recipe, LabeledTerms data, int seed, TrainingStages stages)
    {
        var folds = data.Count < MinDocuments ? 0 : Folds;
        var fold = Deal(data.Classes, Folds);
        var held = new int[folds][];
        var scores = new float[folds][][];
        TermClassifier? classifier = null;
        var options = new ParallelOptions { CancellationToken = stages.CancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, folds + 1, options, part =>
        {
            var session = new MlNetSession(seed, stages.CancellationToken);
            if (part == 0)
            {
                classifier = session.Run(s => recipe.Fit(s, data, [.. Enumerable.Range(0, data.Count)]));
            }
            else
            {
                held[part - 1] = [.. Enumerable.Range(0, data.Count).Where(document => fold[document] == part - 1)];
                scores[part - 1] = session.Run(s => recipe.Fit(s, data, [.. Enumerable.Range(0, data.Count).Where(document => fold[document] != part - 1)])
                    .Score(s.Context, data, held[part - 1]));
            }
            stages.Advance($"fitting {recipe.Name}", 0.7 / (folds + 1));
        });
        if (folds == 0)
            return (classifier!, null);
        return (classifier!, TemperatureFit.Fit([.. scores.SelectMany(s => s)], [.. held.SelectMany(h => h).Select(document => data.Classes[document])]));
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
