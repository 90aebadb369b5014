namespace FunctionsMaaS.Data;

/// <summary>
/// Finds and drops exact duplicates: examples whose texts are the same but for their line ends and white space at the end of lines and
/// texts. A test text that was also learnt from measures memory, not skill. Thread-safe.
/// </summary>
public static class DatasetDuplicates
{
    /// <summary>Finds every example whose text came before, in the training part first.</summary>
    public static DuplicateReport Find(DatasetParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var first = new Dictionary<TextKey, ExamplePlace>();
        var pairs = new List<DuplicatePair>();
        foreach (var (key, place) in Places(parts.Train, inTest: false).Concat(Places(parts.Test, inTest: true)))
        {
            if (!first.TryAdd(key, place))
                pairs.Add(new(first[key], place));
        }
        return new(pairs);
    }

    /// <summary>Drops every example whose text and label came before, so that one of each is left. Copies with other labels stay.</summary>
    /// <returns>The rest in the same order; <paramref name="dataset"/> itself if there is nothing to drop.</returns>
    public static Dataset DropRepeats(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var seen = new HashSet<(string, TextKey)>();
        return Keep(dataset, example => seen.Add((example.Label, TextKey.Of(example.Text))), "");
    }

    /// <summary>Drops from the test part every example whose text is in the training part, whatever its label: the training part stays whole.</summary>
    /// <exception cref="DatasetException">Nothing would be left to measure on.</exception>
    public static DatasetParts DropFromTest(DatasetParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Test is null ? parts : parts with { Test = Without(parts.Test, parts.Train) };
    }

    /// <summary>Drops from the training part every example whose text is in the test part, whatever its label: the test part stays as published.</summary>
    /// <exception cref="DatasetException">Nothing would be left to learn from.</exception>
    public static DatasetParts DropFromTrain(DatasetParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Test is null ? parts : parts with { Train = Without(parts.Train, parts.Test) };
    }

    private static Dataset Without(Dataset dataset, Dataset other)
    {
        var known = other.Examples.Select(e => TextKey.Of(e.Text)).ToHashSet();
        return Keep(dataset, example => !known.Contains(TextKey.Of(example.Text)), $": every text of it is also in {Quoted.Path(other.Name)}");
    }

    private static Dataset Keep(Dataset dataset, Func<LabeledText, bool> isKept, string why)
    {
        var kept = dataset.Examples.Where(isKept).ToArray();
        if (kept.Length == dataset.Examples.Count)
            return dataset;
        return kept.Length > 0
            ? new(dataset.Name, kept)
            : throw new DatasetException($"Without duplicates nothing is left of {Quoted.Path(dataset.Name)}{why}.");
    }

    private static IEnumerable<(TextKey Key, ExamplePlace Place)> Places(Dataset? dataset, bool inTest) =>
        dataset is null ? [] : dataset.Examples.Select(e => (TextKey.Of(e.Text), new ExamplePlace(inTest, e.Id, e.Label)));
}
