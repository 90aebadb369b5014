using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http;

/// <summary>Reads the one JSON object that a request is, member by member, and says exactly what is wrong with one that is not valid.</summary>
internal ref struct RequestJson
{
    private readonly HttpLimitsOptions _limits;
    private readonly string _members;
    private Utf8JsonReader _json;
    private HashSet<string>? _seen;

    /// <summary>Begins to read.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="limits">What texts may be.</param>
    /// <param name="members">The names of members, as a message lists them.</param>
    public RequestJson(ReadOnlySpan<byte> body, HttpLimitsOptions limits, string members)
    {
        _limits = limits;
        _members = members;
        _json = new(body, new JsonReaderOptions { MaxDepth = 8 });
    }

    /// <summary>Goes on to the next member, with the reader at its value.</summary>
    /// <returns>Its name; <see langword="null"/> after the last.</returns>
    /// <exception cref="ProblemException">There is no object, a member comes twice, or something follows the object.</exception>
    public string? NextMember()
    {
        _seen ??= Begin();
        if (!_json.Read() || _json.TokenType != JsonTokenType.PropertyName)
        {
            if (_json.Read())
                throw JsonBody.Invalid("Something follows the object; the body must be one object.");
            return null;
        }

        var name = MemberName();
        if (!_seen.Add(name))
            throw JsonBody.Invalid($"'{name}' is given twice.");
        _json.Read();
        return name;
    }

    /// <summary>Reads an array of texts.</summary>
    /// <param name="name">The member.</param>
    /// <param name="items">Gets the texts.</param>
    public void ReadTexts(string name, List<string> items)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw JsonBody.Invalid($"'{name}' is {Kind(_json.TokenType)} but must be an array of strings.");
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            TextGate.CheckCount(items.Count + 1, name, _limits);
            items.Add(Text($"{name}[{items.Count}]"));
        }
    }

    /// <summary>A text that can be classified.</summary>
    public readonly string Text(string where)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw JsonBody.Invalid($"'{where}' is {Kind(_json.TokenType)} but must be a string.");
        string text;
        try
        {
            text = _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(ProblemKind.InvalidText, $"'{where}' has a lone surrogate or bytes that are not UTF-8.");
        }

        return TextGate.Check(text, where, _limits);
    }

    /// <summary>Any string.</summary>
    public readonly string String(string name)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw JsonBody.Invalid($"'{name}' is {Kind(_json.TokenType)} but must be a string.");
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw JsonBody.Invalid($"'{name}' has a lone surrogate or bytes that are not UTF-8.");
        }
    }

    /// <summary>A whole number from 1.</summary>
    public readonly int WholeNumber(string name) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) && value >= 1
            ? value
            : throw JsonBody.Invalid($"'{name}' is {Kind(_json.TokenType)} but must be a whole number from 1 to {int.MaxValue}.");

    /// <summary>True or false.</summary>
    public readonly bool Boolean(string name) =>
        _json.TokenType is JsonTokenType.True or JsonTokenType.False
            ? _json.GetBoolean()
            : throw JsonBody.Invalid($"'{name}' is {Kind(_json.TokenType)} but must be true or false.");

    /// <summary>The problem of a member that there is not.</summary>
    public readonly ProblemException Unknown(string name) =>
        JsonBody.Invalid($"'{Printable.Quote(name)}' is not a member of this request; allowed are {_members}.");

    /// <summary>The problem of a body that is not JSON.</summary>
    public static ProblemException Malformed(JsonException error) =>
        new(ProblemKind.MalformedJson, $"The body breaks off or is not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");

    private HashSet<string> Begin()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            throw JsonBody.Invalid($"The body is {Kind(_json.TokenType)} but must be an object such as {{\"text\": \"...\"}}.");
        return new(StringComparer.Ordinal);
    }

    private readonly string MemberName()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw JsonBody.Invalid($"A member's name has a lone surrogate or bytes that are not UTF-8; allowed are {_members}.");
        }
    }

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "empty",
    };
}
