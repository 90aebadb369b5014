using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http;

/// <summary>Reads JSON whose members may come in any order, and says exactly what is wrong with a member.</summary>
internal static class JsonBody
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Parses a body that must be one object.</summary>
    /// <exception cref="ProblemException">It is not JSON, nested too deep, names a member twice, or is not an object.</exception>
    public static JsonDocument ParseObject(ReadOnlyMemory<byte> body)
    {
        var document = Parse(body);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        var kind = Kind(document.RootElement);
        document.Dispose();
        throw Invalid($"The body is {kind} but must be an object.");
    }

    /// <exception cref="ProblemException">The member is there but is no string, or has a lone surrogate or bytes that are not UTF-8.</exception>
    public static string? OptionalString(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? String(member, name) : null;

    /// <exception cref="ProblemException">The member is there but is neither true nor false.</exception>
    public static bool? OptionalBoolean(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var member))
            return null;
        return member.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? member.GetBoolean()
            : throw Invalid($"'{name}' is {Kind(member)} but must be true or false.");
    }

    /// <exception cref="ProblemException">The member is there but is no whole number from 1 that an <see langword="int"/> holds.</exception>
    public static int? OptionalPositive(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var member))
            return null;
        if (member.ValueKind != JsonValueKind.Number)
            throw Invalid($"'{name}' is {Kind(member)} but must be a whole number from 1.");
        return member.TryGetInt32(out var value) && value >= 1
            ? value
            : throw Invalid($"'{name}' is {Printable.Quote(member.GetRawText())} but must be a whole number from 1 to {int.MaxValue}.");
    }

    /// <exception cref="ProblemException">It is no string, or has a lone surrogate or bytes that are not UTF-8.</exception>
    public static string String(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.String)
            throw Invalid($"'{where}' is {Kind(element)} but must be a string.");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(ProblemKind.InvalidText, $"'{where}' has a lone surrogate or bytes that are not UTF-8.");
        }
    }

    /// <exception cref="ProblemException">The object has a member that is not among those.</exception>
    public static void EnsureMembers(JsonElement element, IReadOnlyList<string> members)
    {
        foreach (var name in element.EnumerateObject().Select(NameOf).Where(name => !members.Contains(name, StringComparer.Ordinal)))
            throw Invalid($"'{Printable.Quote(name)}' is not a member of this request; allowed are {string.Join(", ", members)}.");
    }

    /// <summary>The name of a member as it may stand in a message.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Invalid("A member's name has a lone surrogate or bytes that are not UTF-8.");
        }
    }

    /// <exception cref="ProblemException">It is not of the kind that is needed.</exception>
    public static JsonElement Require(JsonElement element, JsonValueKind kind, string where) => element.ValueKind == kind
        ? element
        : throw Invalid($"'{where}' is {Kind(element)} but must be {(kind == JsonValueKind.Array ? "an array" : "an object")}.");

    public static ProblemException Invalid(string detail) => new(ProblemKind.InvalidRequest, detail);

    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException error) when (error.LineNumber is not null)
        {
            throw new ProblemException(
                ProblemKind.MalformedJson,
                $"The body breaks off, is nested deeper than {MaxDepth} or is not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Invalid("A member is given twice, or its name is not UTF-8.");
        }
    }
}
