namespace FunctionsMaaS.Data;

/// <summary>What there is to know about a dataset without showing a text of it.</summary>
public sealed record DatasetSummary
{
    /// <summary>The examples to learn from.</summary>
    public required PartSummary Train { get; init; }

    /// <summary>The held-out examples, if the dataset has any.</summary>
    public required PartSummary? Test { get; init; }

    /// <summary>The duplicates within and across the parts.</summary>
    public required DuplicateReport Duplicates { get; init; }

    /// <summary>The labels that only the test part has.</summary>
    public required IReadOnlyList<string> LabelsOnlyInTest { get; init; }

    /// <summary>Summarises a dataset.</summary>
    public static DatasetSummary Of(DatasetParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new()
        {
            Train = PartSummary.Of(parts.Train),
            Test = parts.Test is null ? null : PartSummary.Of(parts.Test),
            Duplicates = DatasetDuplicates.Find(parts),
            LabelsOnlyInTest = parts.LabelsOnlyInTest(),
        };
    }
}

/// <summary>What there is to know about one part of a dataset.</summary>
public sealed record PartSummary
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its digest, see <see cref="Dataset.Digest"/>.</summary>
    public required string Digest { get; init; }

    /// <summary>How many examples it has.</summary>
    public required int Documents { get; init; }

    /// <summary>How many examples each label has, in ordinal order of the labels.</summary>
    public required IReadOnlyList<LabelCount> Labels { get; init; }

    /// <summary>The shortest text, in UTF-16 units; 0 in an empty part, as below.</summary>
    public required int ShortestText { get; init; }

    /// <summary>The (lower) median length of the texts.</summary>
    public required int MedianText { get; init; }

    /// <summary>The longest text.</summary>
    public required int LongestText { get; init; }

    /// <summary>How many texts are messages with a <c>Date</c> that can be read.</summary>
    public required int Dated { get; init; }

    /// <summary>The oldest of those dates, UTC.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>The newest of those dates, UTC.</summary>
    public required DateTimeOffset? Newest { get; init; }

    internal static PartSummary Of(Dataset dataset)
    {
        var lengths = dataset.Examples.Select(e => e.Text.Length).Order().ToArray();
        var dates = dataset.Examples.Select(e => MessageDate.Of(e.Text)).OfType<DateTimeOffset>().Order().ToArray();
        return new()
        {
            Name = dataset.Name,
            Digest = dataset.Digest,
            Documents = dataset.Examples.Count,
            Labels = [.. dataset.Examples.CountBy(e => e.Label, StringComparer.Ordinal).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new LabelCount(l.Key, l.Value))],
            ShortestText = lengths.FirstOrDefault(),
            MedianText = lengths.ElementAtOrDefault((lengths.Length - 1) / 2),
            LongestText = lengths.LastOrDefault(),
            Dated = dates.Length,
            Oldest = dates.Length > 0 ? dates[0] : null,
            Newest = dates.Length > 0 ? dates[^1] : null,
        };
    }
}

/// <summary>A label and how many examples it has.</summary>
/// <param name="Label">The label.</param>
/// <param name="Documents">How many examples it has.</param>
public sealed record LabelCount(string Label, int Documents);
