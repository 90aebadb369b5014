using System.Text.Json;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// The first look at manifest bytes: is it one JSON object, whole, not too deep, each property once, and of which schema and format.
/// Done before the digest is checked, because a newer format may be framed in another way and deserves its own message.
/// </summary>
internal static class ManifestScan
{
    public const int MaxDepth = 8;

    /// <exception cref="ModelPackageException">It is not; the message, which begins with <paramref name="source"/>, says why.</exception>
    public static void Check(ReadOnlySpan<byte> json, string source)
    {
        if (json.IsEmpty)
            throw new ModelPackageException($"{source} is empty.");
        if (json.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            throw new ModelPackageException($"{source} is not a manifest: it does not begin with a JSON object.");
        try
        {
            var (schema, formatVersion) = ReadHead(json, source);
            if (schema != ModelManifest.SchemaName)
                throw new ModelPackageException($"{source} is of another schema: '{Printable.Quote(schema)}' instead of '{ModelManifest.SchemaName}'.");
            if (formatVersion is null or < 1)
                throw new ModelPackageException($"{source} has no usable 'formatVersion': a whole number from 1 is needed.");
            if (formatVersion > ModelManifest.CurrentFormatVersion)
                throw new ModelPackageException($"{source} has format version {formatVersion}; this build reads up to {ModelManifest.CurrentFormatVersion}. Update FunctionsMaaS to use it.");
        }
        // InvalidOperationException is how the reader reports a property name that is not text (an escaped lone surrogate, broken UTF-8).
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelPackageException($"{source} is not valid JSON.", e);
        }
    }

    private static (string? Schema, int? FormatVersion) ReadHead(ReadOnlySpan<byte> json, string source)
    {
        // Not the final block: then running out of input is told apart from a syntax error.
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64 }));
        var names = new Stack<HashSet<string>>();
        string? schema = null;
        int? formatVersion = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth > MaxDepth)
                throw new ModelPackageException($"{source} is nested more than {MaxDepth} levels deep.");
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    if (!names.Peek().Add(name))
                        throw new ModelPackageException($"{source} has the property '{Printable.Quote(name)}' twice.");
                    if (reader.CurrentDepth != 1 || name is not ("schema" or "formatVersion"))
                        break;
                    if (!reader.Read())
                        throw Truncated(source);
                    if (name == "schema" && reader.TokenType == JsonTokenType.String)
                        schema = reader.GetString();
                    else if (name == "formatVersion" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
                        formatVersion = number;
                    else if (reader.TokenType is JsonTokenType.StartObject)
                        names.Push(new(StringComparer.Ordinal));
                    break;
            }
        }
        // The reader has stepped over everything it could: what is left open was cut off.
        return names.Count == 0 && reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject
            ? (schema, formatVersion)
            : throw Truncated(source);
    }

    private static ModelPackageException Truncated(string source) => new($"{source} is truncated: its JSON ends too early.");
}
