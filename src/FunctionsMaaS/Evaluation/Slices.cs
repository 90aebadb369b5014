using FunctionsMaaS.Data;

namespace FunctionsMaaS.Evaluation;

/// <summary>Measures a model group by group.</summary>
public static class Slices
{
    private const int MaxNamed = 16;

    /// <summary>Measures by fields that some text must have: what a person asked for.</summary>
    /// <exception cref="DatasetException">No text has a field; the message names those there are.</exception>
    public static IReadOnlyList<SliceReport> Measure(Dataset dataset, EvaluationResult result, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var field in fields)
        {
            if (dataset.Examples.All(example => example.Metadata.Find(field) is null))
                throw new DatasetException($"No text of {Quoted.Path(dataset.Name)} has the field {Quoted.Value(field)}: {FieldsOf(dataset)}.");
        }

        return MeasureAny(dataset, result, fields);
    }

    /// <summary>Measures by fields whether texts have them or not.</summary>
    internal static IReadOnlyList<SliceReport> MeasureAny(Dataset dataset, EvaluationResult result, IReadOnlyList<string> fields) =>
        [.. fields.Select(field => Measure(SliceGroups.Of(dataset, field), result))];

    /// <summary>Measures by one field.</summary>
    internal static SliceReport Measure(SliceGroups groups, EvaluationResult result) => new()
    {
        Field = groups.Field,
        Values = [.. groups.Texts.Select(group => Measure(group.Value, group.Indexes, result))],
        Others = groups.Others,
        Without = groups.Without,
    };

    private static SliceValue Measure(string value, IReadOnlyList<int> texts, EvaluationResult result)
    {
        var counts = new ClassCounts(result.Report.Labels.Count);
        var correct = 0;
        foreach (var outcome in texts.Select(text => result.Outcomes[text]))
        {
            counts.Add(outcome.Truth, outcome.Predicted);
            correct += outcome.IsCorrect ? 1 : 0;
        }

        int[] classes = [.. texts.Select(text => result.Outcomes[text].Truth).Distinct()];
        return new(value, texts.Count, (double)correct / texts.Count, counts.MacroF1(classes));
    }

    private static string FieldsOf(Dataset dataset)
    {
        string[] fields = [.. dataset.Examples.SelectMany(example => example.Metadata.Fields).Select(field => field.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxNamed)];
        return fields.Length == 0 ? "its texts have no fields but label and text" : $"there are {string.Join(", ", fields.Select(Quoted.Value))}";
    }
}

/// <summary>The texts of a dataset by the value of a field: of the values with the most texts.</summary>
internal sealed record SliceGroups(string Field, IReadOnlyList<(string Value, IReadOnlyList<int> Indexes)> Texts, int Others, int Without)
{
    public static SliceGroups Of(Dataset dataset, string field)
    {
        var groups = dataset.Examples.Index()
            .Select(example => (Value: example.Item.Metadata.Find(field), example.Index))
            .Where(example => example.Value is not null)
            .GroupBy(example => example.Value!, example => example.Index, StringComparer.Ordinal)
            .Select(group => (Value: group.Key, Indexes: (IReadOnlyList<int>)[.. group]))
            .OrderByDescending(group => group.Indexes.Count).ThenBy(group => group.Value, StringComparer.Ordinal)
            .ToList();
        return new(
            field,
            [.. groups.Take(SliceReport.MaxValues)],
            groups.Skip(SliceReport.MaxValues).Sum(group => group.Indexes.Count),
            dataset.Examples.Count - groups.Sum(group => group.Indexes.Count));
    }
}
