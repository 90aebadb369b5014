using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>
/// Labelled texts as every contender, in every language, reads them: one UTF-8 file a text, and an index of one JSON object a line with label and path.
/// </summary>
internal static class IndexedTexts
{
    /// <summary>Writes the texts and their index into a folder.</summary>
    /// <returns>The path of the index.</returns>
    public static async Task<string> WriteAsync(IReadOnlyList<LabeledText> examples, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var index = folder + ".jsonl";
        await using var lines = new StreamWriter(index);
        for (var i = 0; i < examples.Count; i++)
        {
            var path = Path.Combine(folder, $"{i}");
            await File.WriteAllTextAsync(path, examples[i].Text, cancellationToken);
            await lines.WriteLineAsync(JsonSerializer.Serialize(new IndexRow(examples[i].Label, path), BenchJson.Default.IndexRow));
        }
        return index;
    }

    /// <summary>Reads the texts in the order of the index.</summary>
    public static LabeledText[] Read(string index) =>
    [
        .. File.ReadLines(index)
            .Select(line => JsonSerializer.Deserialize(line, BenchJson.Default.IndexRow)!)
            .Select(row => new LabeledText { Id = row.Path, Label = row.Label, Text = File.ReadAllText(row.Path) }),
    ];
}

/// <summary>One text of an index.</summary>
internal sealed record IndexRow(string Label, string Path);
