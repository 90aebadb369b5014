using System.Text;

namespace FunctionsMaaS.Data;

/// <summary>The one gate from raw fields to examples: every reader's labels and texts pass it, so all formats allow the same. Not thread-safe.</summary>
internal sealed class ExampleGate
{
    private const int MaxKept = 10_000;

    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Makes metadata of fields as read, without white space around them; a value that comes again is kept once.</summary>
    public ExampleMetadata Metadata(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var metadata = new ExampleMetadata(fields.Select(f => KeyValuePair.Create(Kept(f.Key.Trim()), Kept(f.Value.Trim()))));
        return metadata.Fields.Count == 0 ? ExampleMetadata.None : metadata;
    }

    /// <summary>Makes an example of a label and a text.</summary>
    /// <param name="id">The example's place inside the dataset.</param>
    /// <param name="label">The label as read; surrounding white space is dropped.</param>
    /// <param name="text">The text as read.</param>
    /// <param name="where">The place, for messages.</param>
    /// <exception cref="DatasetException">Label or text are not allowed.</exception>
    public LabeledText Make(string id, string label, string text, Place where) =>
        new() { Id = id, Label = Label(label, where), Text = Text(text, where) };

    private string Kept(string value)
    {
        if (_values.TryGetValue(value, out var kept))
            return kept;
        if (_values.Count < MaxKept)
            _values[value] = value;
        return value;
    }

    private string Label(string raw, Place where)
    {
        if (_labels.TryGetValue(raw, out var known))
            return known;
        var label = raw.Trim();
        if (LabelRules.FaultOf(label) is { } fault)
            throw new DatasetException($"The label {(label.Length == 0 ? "" : Quoted.Value(label) + " ")}of {where} {fault}");
        EnsureUnicode(label, "label", where);
        label = _labels.TryGetValue(label, out known) ? known : label;
        _labels[raw] = label;
        _labels[label] = label;
        return label;
    }

    private static string Text(string text, Place where)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DatasetException($"The text of {where} is {(text.Length == 0 ? "empty" : "blank")}: a text needs at least one visible character.");
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new DatasetException($"The text of {where} has a NUL character, so it is no text: allowed is any Unicode text without NUL.");
        EnsureUnicode(text, "text", where);
        return text;
    }

    private static void EnsureUnicode(string value, string what, Place where)
    {
        for (var rest = value.AsSpan(); rest.IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var at;)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
                throw new DatasetException($"The {what} of {where} has half a surrogate pair, so it is not Unicode text.");
            rest = rest[(at + length)..];
        }
    }
}
