using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsMaaS.Packaging;

internal sealed record EvaluationDocument
{
    public IReadOnlyList<CountRow?>? Confusion { get; init; }

    public static EvaluationDocument? Of(ModelEvaluation? evaluation) =>
        evaluation is null ? null : new() { Confusion = [.. evaluation.Confusion.Select(row => new CountRow([.. row]))] };

    /// <exception cref="ModelPackageException">A part is missing; the message begins with <paramref name="source"/>.</exception>
    public ModelEvaluation ToEvaluation(string source)
    {
        var rows = Confusion ?? throw new ModelPackageException($"{source} has no 'evaluation.confusion'.");
        var empty = rows.Index().FirstOrDefault(row => row.Item is null, (-1, null)).Index;
        return empty < 0
            ? new([.. rows.Select(row => row!.Counts)])
            : throw new ModelPackageException($"{source} has no 'evaluation.confusion[{empty}]'.");
    }
}

/// <summary>A row of counts: an array that is written on one line, so that a matrix looks like one.</summary>
[JsonConverter(typeof(CountRowConverter))]
internal sealed record CountRow(int[] Counts);

internal sealed class CountRowConverter : JsonConverter<CountRow>
{
    public override CountRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var counts = new List<int>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            counts.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) ? count : throw new JsonException());
        return new([.. counts]);
    }

    public override void Write(Utf8JsonWriter writer, CountRow value, JsonSerializerOptions options)
    {
        var row = $"[{string.Join(", ", value.Counts.Select(count => count.ToString(CultureInfo.InvariantCulture)))}]";
        // The writer leaves the place of a raw value to its caller.
        writer.WriteRawValue(options.WriteIndented ? options.NewLine + new string(options.IndentCharacter, options.IndentSize * writer.CurrentDepth) + row : row);
    }
}
