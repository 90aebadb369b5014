using System.Text.Json;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Classify;

/// <summary>Reads a classify request from UTF-8 JSON, and says exactly what is wrong with one that is not valid.</summary>
internal ref struct ClassifyRequestReader
{
    private const string Members = "text, texts, model, version, alias, top, explain";

    private readonly HttpLimitsOptions _limits;
    private Utf8JsonReader _json;
    private string? _text;
    private List<string>? _texts;
    private string? _model;
    private int? _version;
    private string? _alias;
    private int? _top;
    private bool _explain;

    private ClassifyRequestReader(ReadOnlySpan<byte> body, HttpLimitsOptions limits)
    {
        _limits = limits;
        _json = new(body, new JsonReaderOptions { MaxDepth = 8 });
    }

    /// <exception cref="ProblemException">It is not valid.</exception>
    public static ClassifyRequest Read(ReadOnlySpan<byte> body, HttpLimitsOptions limits, string defaultModel)
    {
        var reader = new ClassifyRequestReader(body, limits);
        try
        {
            reader.ReadObject();
        }
        catch (JsonException error)
        {
            throw new ProblemException(ProblemKind.MalformedJson, $"The body breaks off or is not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }

        return reader.Build(defaultModel);
    }

    private void ReadObject()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            throw Invalid($"The body is {Kind(_json.TokenType)} but must be an object such as {{\"text\": \"...\"}}.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = MemberName();
            if (!seen.Add(name))
                throw Invalid($"'{name}' is given twice.");
            _json.Read();
            ReadMember(name);
        }

        if (_json.Read())
            throw Invalid("Something follows the object; the body must be one object.");
    }

    private readonly string MemberName()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"A member's name has a lone surrogate or bytes that are not UTF-8; allowed are {Members}.");
        }
    }

    private void ReadMember(string name)
    {
        switch (name)
        {
            case "text":
                _text = Text(name);
                break;
            case "texts":
                ReadTexts();
                break;
            case "model":
                _model = String(name);
                break;
            case "alias":
                _alias = String(name);
                break;
            case "version":
                _version = WholeNumber(name);
                break;
            case "top":
                _top = WholeNumber(name);
                break;
            case "explain":
                _explain = _json.TokenType is JsonTokenType.True or JsonTokenType.False
                    ? _json.GetBoolean()
                    : throw Invalid($"'explain' is {Kind(_json.TokenType)} but must be true or false.");
                break;
            default:
                throw Invalid($"'{Printable.Quote(name)}' is not a member of this request; allowed are {Members}.");
        }
    }

    private void ReadTexts()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Invalid($"'texts' is {Kind(_json.TokenType)} but must be an array of strings.");
        _texts = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_texts.Count == _limits.MaxBatch)
                throw new ProblemException(ProblemKind.TooLarge, $"'texts' has more than {_limits.MaxBatch} texts, which is the limit of a batch.");
            _texts.Add(Text($"texts[{_texts.Count}]"));
        }
    }

    private readonly string Text(string where)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Invalid($"'{where}' is {Kind(_json.TokenType)} but must be a string.");
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

    private readonly string String(string name)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Invalid($"'{name}' is {Kind(_json.TokenType)} but must be a string.");
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid($"'{name}' has a lone surrogate or bytes that are not UTF-8.");
        }
    }

    private readonly int WholeNumber(string name) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var value) && value >= 1
            ? value
            : throw Invalid($"'{name}' is {Kind(_json.TokenType)} but must be a whole number from 1 to {int.MaxValue}.");

    private readonly ClassifyRequest Build(string defaultModel)
    {
        if (_text is null == _texts is null)
            throw Invalid(_text is null ? "Neither 'text' nor 'texts' is given; send one of them." : "'text' and 'texts' are both given; send one of them.");
        if (_texts is [])
            throw Invalid("'texts' is empty; send at least one text.");
        return new(_texts ?? [_text!], _texts is not null, RequestedModel.Of(_model ?? defaultModel, _version, _alias), _top, _explain);
    }

    private static ProblemException Invalid(string detail) => new(ProblemKind.InvalidRequest, detail);

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
