using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// Which classes a model mixed up on texts it had not learned from. Precision, recall, F1 and support of each class follow from the counts,
/// as <see cref="ClassificationMetrics"/> computes them, so they are not kept beside it.
/// </summary>
/// <param name="Confusion"><c>Confusion[i][j]</c>: how many texts of class i were taken for class j, both in the order of <see cref="ModelManifest.Labels"/>.</param>
public sealed record ModelEvaluation(IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>The most classes a manifest keeps the counts of: their number is the square of it, and every list of versions reads them.</summary>
    public const int MaxLabels = 100;

    /// <summary>What a manifest of these labels keeps of a report.</summary>
    /// <returns><see langword="null"/> if there are more than <see cref="MaxLabels"/> labels, or the report is of other labels.</returns>
    public static ModelEvaluation? Of(EvaluationReport report, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count <= MaxLabels && report.Labels.SequenceEqual(labels, StringComparer.Ordinal) ? new(report.Confusion) : null;
    }

    /// <summary>What keeps these counts from being those of a model with so many labels.</summary>
    internal IEnumerable<string> Faults(int labels)
    {
        if (labels > MaxLabels)
            yield return $"'evaluation' is of {labels} labels; it is kept for at most {MaxLabels}.";
        if (Confusion.Count != labels)
            yield return $"'evaluation.confusion' has {Confusion.Count} rows; {labels} are needed, one a label.";
        foreach (var (i, row) in Confusion.Index())
        {
            if (row.Count != labels)
                yield return $"'evaluation.confusion[{i}]' has {row.Count} counts; {labels} are needed, one a label.";
            foreach (var count in row.Where(count => count < 0))
                yield return $"'evaluation.confusion[{i}]' has {count}; allowed are whole numbers from 0.";
        }
    }
}
