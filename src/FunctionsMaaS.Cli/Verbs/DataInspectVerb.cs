using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas data inspect</c>: what a dataset holds, without showing a text of it.</summary>
internal sealed class DataInspectVerb : Verb
{
    private const int MaxDuplicates = 10;

    private readonly Argument<string> _path = SharedOptions.DataPath();
    private readonly Option<bool> _json = SharedOptions.Json();

    public DataInspectVerb(Shell shell) : base(shell, "inspect", "Counts labels, dates and duplicates; shows no text")
    {
        Add(_path);
        Add(_json);
        Examples = ["maas data inspect data/newsgroups", "maas data inspect posts.jsonl --json"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var parts = await new FileDatasetSource(parsed.GetRequiredValue(_path)).ReadAsync(cancellationToken);
        var summary = await Task.Run(() => DatasetSummary.Of(parts), cancellationToken);
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, summary, CliJson.Relaxed.DatasetSummary);
        else
            Write(summary);
        return ExitCode.Done;
    }

    private void Write(DatasetSummary summary)
    {
        WriteParts(summary);
        Shell.Out.WriteLine();
        WriteLabels(summary);
        WriteDuplicates(summary.Duplicates, summary.Test is not null);
        if (summary.LabelsOnlyInTest.Count > 0)
            Shell.Out.WriteLine($"\nThe training part has no texts of {string.Join(", ", summary.LabelsOnlyInTest)}: 'maas train' refuses that.");
    }

    private void WriteParts(DatasetSummary summary)
    {
        var sheet = summary.Test is null ? new Sheet(Shell, "", "all") : new Sheet(Shell, "", "train", "test");
        PartSummary[] parts = summary.Test is { } test ? [summary.Train, test] : [summary.Train];
        foreach (var (name, show) in new (string, Func<PartSummary, string>)[]
        {
            ("texts", p => Amounts.Count(p.Documents)),
            ("labels", p => Amounts.Count(p.Labels.Count)),
            ("characters", p => $"{Amounts.Count(p.ShortestText)} to {Amounts.Count(p.LongestText)}, median {Amounts.Count(p.MedianText)}"),
            ("dated", p => p.Dated == 0 ? "none" : $"{Amounts.Count(p.Dated)}, {p.Oldest:yyyy-MM-dd} to {p.Newest:yyyy-MM-dd}"),
            ("digest", p => Amounts.Digest(p.Digest)),
        })
        {
            sheet.Add([name, .. parts.Select(show)]);
        }
        sheet.Write();
    }

    private void WriteLabels(DatasetSummary summary)
    {
        var inTest = summary.Test?.Labels.ToDictionary(l => l.Label, l => l.Documents, StringComparer.Ordinal);
        var inTrain = summary.Train.Labels.ToDictionary(l => l.Label, l => l.Documents, StringComparer.Ordinal);
        var sheet = inTest is null ? new Sheet(Shell, "label", ">texts") : new Sheet(Shell, "label", ">train", ">test");
        foreach (var label in inTrain.Keys.Union(inTest?.Keys ?? Enumerable.Empty<string>(), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var train = Amounts.Count(inTrain.GetValueOrDefault(label));
            if (inTest is null)
                sheet.Add(label, train);
            else
                sheet.Add(label, train, Amounts.Count(inTest.GetValueOrDefault(label)));
        }
        sheet.Write();
    }

    private void WriteDuplicates(DuplicateReport duplicates, bool hasTest)
    {
        Shell.Out.WriteLine();
        if (duplicates.Pairs.Count == 0)
        {
            Shell.Out.WriteLine("No text is there twice.");
            return;
        }
        var counts = new Sheet(Shell, "duplicates", ">texts");
        counts.Add(hasTest ? "again in the training part" : "there again", Amounts.Count(duplicates.WithinTrain));
        if (hasTest)
        {
            counts.Add("in both parts", Amounts.Count(duplicates.AcrossParts));
            counts.Add("again in the test part", Amounts.Count(duplicates.WithinTest));
        }
        counts.Add("of these, with another label", Amounts.Count(duplicates.Conflicting));
        counts.Write();

        Shell.Out.WriteLine();
        var pairs = new Sheet(Shell, "first", "copy");
        foreach (var (first, copy) in duplicates.Pairs.OrderByDescending(p => p.IsConflicting).Take(MaxDuplicates))
            pairs.Add(NameOf(first, hasTest), NameOf(copy, hasTest));
        pairs.Write();
        if (duplicates.Pairs.Count > MaxDuplicates)
            Shell.Out.WriteLine($"and {Amounts.Count(duplicates.Pairs.Count - MaxDuplicates)} more; --json has them all.");
    }

    /// <summary>Where an example is; its id alone where that begins with the label, as in folders.</summary>
    private static string NameOf(ExamplePlace place, bool hasTest)
    {
        var name = place.Id.StartsWith(place.Label + "/", StringComparison.Ordinal) ? place.Id : $"{place.Label} #{place.Id}";
        return !hasTest ? name : place.InTest ? $"test: {name}" : $"train: {name}";
    }
}
