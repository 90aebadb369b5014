using System.Text.Unicode;
using CsvHelper;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>Reads a scoring request as <c>DataFrame.to_csv</c> writes it: a header and one row a text.</summary>
internal static class InvocationsCsv
{
    private const string Where = "the table";

    /// <exception cref="ProblemException">It is not such a table, or a text cannot be classified.</exception>
    public static async ValueTask<IReadOnlyList<string>> ReadAsync(ReadOnlyMemory<byte> body, HttpLimitsOptions limits, CancellationToken cancellationToken)
    {
        var options = new CsvReaderOptions
        {
            MaxRecordSize = limits.MaxBodyBytes,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
        };
        try
        {
            using var csv = CsvReader.Create(body, options);
            return await ReadAsync(csv, limits, cancellationToken);
        }
        catch (CsvFormatException fault)
        {
            throw JsonBody.Invalid($"The body is not CSV with a header: {fault.Message}");
        }
    }

    private static async ValueTask<IReadOnlyList<string>> ReadAsync(CsvReader csv, HttpLimitsOptions limits, CancellationToken cancellationToken)
    {
        await csv.ReadHeaderAsync(cancellationToken);
        var column = TextColumn.Of(csv.Headers);
        var texts = new List<string>();
        while (await csv.ReadAsync(cancellationToken))
        {
            TextGate.CheckCount(texts.Count + 1, Where, limits);
            texts.Add(Text(csv, column, limits));
        }

        TextGate.CheckCount(texts.Count, Where, limits);
        return texts;
    }

    private static string Text(CsvReader csv, int column, HttpLimitsOptions limits) => Utf8.IsValid(csv.GetSpan(column))
        ? TextGate.Check(csv.GetString(column), $"line {csv.LineNumber}", limits)
        : throw new ProblemException(ProblemKind.InvalidText, $"Line {csv.LineNumber} is not UTF-8.");
}
