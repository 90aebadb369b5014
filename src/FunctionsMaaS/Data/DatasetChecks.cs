namespace FunctionsMaaS.Data;

/// <summary>What a dataset must be beyond what its reader ensures, depending on what it is for.</summary>
public static class DatasetChecks
{
    private const int MaxNamed = 10;

    /// <summary>Ensures that there is something to tell apart: examples of two labels at least.</summary>
    /// <returns><paramref name="dataset"/>.</returns>
    /// <exception cref="DatasetException">There are none, or of one label only.</exception>
    public static Dataset EnsureTrainable(this Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Labels.Count switch
        {
            0 => throw new DatasetException($"{Quoted.Path(dataset.Name)} holds no texts: training needs texts of at least two labels."),
            1 => throw new DatasetException($"{Quoted.Path(dataset.Name)} holds texts of one label only, {Quoted.Value(dataset.Labels[0])}: training needs at least two labels."),
            _ => dataset,
        };
    }

    /// <summary>The labels that only the test part has, in ordinal order: no model trained on the other part can ever answer them.</summary>
    public static IReadOnlyList<string> LabelsOnlyInTest(this DatasetParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Test is null ? [] : [.. parts.Test.Labels.Except(parts.Train.Labels, StringComparer.Ordinal)];
    }

    /// <summary>Ensures that every label of the test part has examples to learn from.</summary>
    /// <returns><paramref name="parts"/>.</returns>
    /// <exception cref="DatasetException">Some have none; the message names them.</exception>
    public static DatasetParts EnsureTestLabelsAreTrained(this DatasetParts parts)
    {
        var missing = LabelsOnlyInTest(parts);
        return missing.Count == 0
            ? parts
            : throw new DatasetException($"{Quoted.Path(parts.Test!.Name)} has {Named(missing)}, of which {Quoted.Path(parts.Train.Name)} has no texts: add some, or leave these out of the test part.");
    }

    private static string Named(IReadOnlyList<string> labels) =>
        (labels.Count == 1 ? "the label " : $"{labels.Count} labels, ") + string.Join(", ", labels.Take(MaxNamed).Select(Quoted.Value)) + (labels.Count > MaxNamed ? " and more" : "");
}
