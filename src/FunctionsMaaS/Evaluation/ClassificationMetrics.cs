namespace FunctionsMaaS.Evaluation;

/// <summary>
/// Turns predictions into an <see cref="EvaluationReport"/>, by scikit-learn's conventions: classification_report with
/// zero_division = 0, log_loss on float32 probabilities, and the lowest class index among equal top probabilities.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>float32's machine epsilon, the clip of scikit-learn's log_loss on float32 input.</summary>
    private const float Epsilon = 1.1920929e-07f;

    /// <summary>Computes the report.</summary>
    /// <param name="labels">The classes.</param>
    /// <param name="truth">The index of the right class of each document.</param>
    /// <param name="probabilities">Row by row, one probability a class: <c>truth.Length * labels.Count</c> values, each in [0, 1], each row adding up to about 1.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, there are no documents or fewer than two classes, an index is out of range, or a value is no probability.</exception>
    public static EvaluationReport Compute(IReadOnlyList<string> labels, ReadOnlySpan<int> truth, ReadOnlySpan<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count < 2)
            throw new ArgumentException($"{labels.Count} labels make no classification: at least 2 are needed.", nameof(labels));
        if (truth.IsEmpty)
            throw new ArgumentException("There are no documents to measure on.", nameof(truth));
        if (probabilities.Length != (long)truth.Length * labels.Count)
            throw new ArgumentException($"{truth.Length} documents of {labels.Count} labels need {(long)truth.Length * labels.Count} probabilities, not {probabilities.Length}.", nameof(probabilities));
        var outcomes = new PredictionOutcome[truth.Length];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = PredictionOutcome.Of(truth[i], probabilities.Slice(i * labels.Count, labels.Count));
        return Compute(labels, outcomes);
    }

    /// <summary>Computes the rows of <see cref="EvaluationReport.PerClass"/>.</summary>
    /// <param name="labels">The classes.</param>
    /// <param name="confusion"><c>confusion[i][j]</c>: how many texts of class i were taken for class j; as many rows and columns as labels.</param>
    public static IReadOnlyList<ClassReport> Classes(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<int>> confusion)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(confusion);
        return [.. labels.Select((label, i) => ReportClass(label, confusion, i))];
    }

    /// <summary>Computes the report from what remains of each document's probabilities.</summary>
    internal static EvaluationReport Compute(IReadOnlyList<string> labels, ReadOnlySpan<PredictionOutcome> outcomes)
    {
        var confusion = new int[labels.Count][];
        for (var i = 0; i < confusion.Length; i++)
            confusion[i] = new int[labels.Count];
        var loss = 0.0;
        foreach (var outcome in outcomes)
        {
            confusion[outcome.Truth][outcome.Predicted]++;
            loss -= Math.Log(Math.Clamp(outcome.TruthProbability, Epsilon, 1 - Epsilon));
        }
        var perClass = Classes(labels, confusion);
        var correct = Enumerable.Range(0, labels.Count).Sum(i => confusion[i][i]);
        var accuracy = (double)correct / outcomes.Length;
        return new()
        {
            Documents = outcomes.Length,
            Accuracy = accuracy,
            MacroPrecision = perClass.Average(c => c.Precision),
            MacroRecall = perClass.Average(c => c.Recall),
            MacroF1 = perClass.Average(c => c.F1),
            MicroPrecision = accuracy,
            MicroRecall = accuracy,
            MicroF1 = accuracy,
            LogLoss = loss / outcomes.Length,
            Ece = CalibrationError(outcomes),
            Labels = [.. labels],
            PerClass = perClass,
            Confusion = confusion,
        };
    }

    private static ClassReport ReportClass(string label, IReadOnlyList<IReadOnlyList<int>> confusion, int index)
    {
        int support = confusion[index].Sum(), predicted = confusion.Sum(row => row[index]), correct = confusion[index][index];
        var precision = predicted == 0 ? 0 : (double)correct / predicted;
        var recall = support == 0 ? 0 : (double)correct / support;
        var f1 = support + predicted == 0 ? 0 : 2.0 * correct / (support + predicted);
        return new(label, precision, recall, f1, support);
    }

    /// <summary>The mean gap between confidence and accuracy over the bins, weighted by their documents.</summary>
    private static double CalibrationError(ReadOnlySpan<PredictionOutcome> outcomes)
    {
        var bins = new CalibrationBins();
        foreach (var outcome in outcomes)
            bins.Add(outcome.PredictedProbability, outcome.IsCorrect);
        return bins.Gap / outcomes.Length;
    }
}
