using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace FunctionsMaaS.Data;

/// <summary>
/// Reads comma- or tab-separated values (RFC 4180 quoting in both): UTF-8, a header that names <c>label</c> and <c>text</c> in any case
/// and order; other columns are metadata.
/// </summary>
internal static class DelimitedReader
{
    /// <summary>What is longer is no metadata, whatever it says.</summary>
    private const int MaxValueBytes = 4 * ExampleMetadata.MaxValue;

    public static async Task<List<LabeledText>> ReadAsync(Stream stream, string name, char separator, int maxBytes, CancellationToken cancellationToken)
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            MaxRecordSize = maxBytes,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
        };
        using var csv = CsvReader.Create(stream, options, leaveOpen: true);
        try
        {
            return await ReadAsync(csv, name, cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFormatException fault)
        {
            throw new DatasetException($"{Quoted.Path(name)} is not a table of values separated by {Name(separator)}, quoted as \"...\" where they hold one, a quote or a line break: {fault.Message}");
        }
    }

    private static async Task<List<LabeledText>> ReadAsync(CsvReader csv, string name, CancellationToken cancellationToken)
    {
        await csv.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        var (label, text) = (Column(csv, "label", name), Column(csv, "text", name));
        var others = Enumerable.Range(0, csv.Headers.Count).Where(i => i != label && i != text && ExampleMetadata.IsName(csv.Headers[i].Trim())).ToArray();
        var gate = new ExampleGate();
        var examples = new List<LabeledText>();
        while (await csv.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var where = new Place(name, csv.LineNumber);
            var id = csv.RowNumber.ToString(CultureInfo.InvariantCulture);
            var example = gate.Make(id, Field(csv, label, where), Field(csv, text, where), where);
            examples.Add(others.Length == 0 ? example : example with { Metadata = gate.Metadata(Others(csv, others)) });
        }
        return examples;
    }

    private static IEnumerable<KeyValuePair<string, string>> Others(CsvReader csv, int[] columns)
    {
        foreach (var column in columns)
        {
            if (csv.GetSpan(column).Length <= MaxValueBytes && Utf8.IsValid(csv.GetSpan(column)))
                yield return KeyValuePair.Create(csv.Headers[column], csv.GetString(column));
        }
    }

    private static int Column(CsvReader csv, string column, string name)
    {
        var found = Enumerable.Range(0, csv.Headers.Count).Where(i => csv.Headers[i].Trim().Equals(column, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new DatasetException($"{Quoted.Path(name)} has {(found.Length == 0 ? "no column" : $"{found.Length} columns")} '{column}' in its header ({Headers(csv)}): needed are one 'label' and one 'text', separated by {Name(csv.Separator)}.");
    }

    private static string Headers(CsvReader csv) => csv.Headers.Count switch
    {
        0 => "there is none",
        <= 8 => string.Join(", ", csv.Headers.Select(Quoted.Value)),
        var count => string.Join(", ", csv.Headers.Take(8).Select(Quoted.Value)) + $" and {count - 8} more",
    };

    private static string Field(CsvReader csv, int index, Place where) =>
        Utf8.IsValid(csv.GetSpan(index))
            ? csv.GetString(index)
            : throw new DatasetException($"The {where} is not UTF-8: save the table as UTF-8.");

    private static string Name(char separator) => separator == '\t' ? "tabs" : "commas";
}
