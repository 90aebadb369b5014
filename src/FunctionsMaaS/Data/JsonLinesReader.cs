using System.Globalization;
using System.Text.Json;

namespace FunctionsMaaS.Data;

/// <summary>Reads JSON Lines (jsonlines.org): one object a line, UTF-8, with the strings <c>label</c> and <c>text</c>; other strings, numbers and booleans are metadata.</summary>
internal static class JsonLinesReader
{
    private const string Allowed = "each line is one JSON object in UTF-8 with the strings \"label\" and \"text\"";

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static async Task<List<LabeledText>> ReadAsync(Stream stream, string name, int maxBytes, CancellationToken cancellationToken)
    {
        var gate = new ExampleGate();
        var examples = new List<LabeledText>();
        using var lines = new LineReader(stream, name, maxBytes);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (lines.Number == 1 && line.Span.StartsWith(ByteOrderMark))
                line = line[ByteOrderMark.Length..];
            if (!line.Span.Trim(" \t"u8).IsEmpty)
                examples.Add(Parse(line, new(name, lines.Number), gate));
        }
        return examples;
    }

    private static LabeledText Parse(ReadOnlyMemory<byte> line, Place where, ExampleGate gate)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Options);
            var record = document.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
                throw new DatasetException($"The {where} is JSON, but {Article(record.ValueKind)}: {Allowed}.");
            var id = where.Line.ToString(CultureInfo.InvariantCulture);
            var example = gate.Make(id, Member(record, "label", where), Member(record, "text", where), where);
            return record.GetPropertyCount() == 2 ? example : example with { Metadata = gate.Metadata(Fields(record)) };
        }
        // The reader's own messages quote the line, which is the user's text: only the place is passed on.
        catch (JsonException fault)
        {
            throw new DatasetException($"The {where} is not JSON, or names a member twice (near byte {fault.BytePositionInLine + 1}): {Allowed}.");
        }
    }

    private static string Member(JsonElement record, string member, Place where)
    {
        if (!record.TryGetProperty(member, out var value))
            throw new DatasetException($"The {where} has no \"{member}\": {Allowed}.");
        if (value.ValueKind != JsonValueKind.String)
            throw new DatasetException($"The \"{member}\" of {where} is {Article(value.ValueKind)}: {Allowed}.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new DatasetException($"The \"{member}\" of {where} is not Unicode text (invalid UTF-8, or half a surrogate pair): {Allowed}.");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonElement record)
    {
        foreach (var member in record.EnumerateObject().Where(m => !m.NameEquals("label"u8) && !m.NameEquals("text"u8)))
        {
            if (Value(member.Value) is { } value)
                yield return KeyValuePair.Create(member.Name, value);
        }
    }

    private static string? Value(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        // Text that is not Unicode is left out, like all that is no group.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Article(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.String => "a string",
        _ => "a boolean",
    };
}
