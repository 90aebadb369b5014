using System.Text.Json;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Classify;

/// <summary>Reads a classify request from UTF-8 JSON.</summary>
internal ref struct ClassifyRequestReader
{
    private RequestJson _json;
    private string? _text;
    private List<string>? _texts;
    private string? _model;
    private int? _version;
    private string? _alias;
    private int? _top;
    private bool _explain;

    private ClassifyRequestReader(ReadOnlySpan<byte> body, HttpLimitsOptions limits) =>
        _json = new(body, limits, "text, texts, model, version, alias, top, explain");

    /// <exception cref="ProblemException">It is not valid.</exception>
    public static ClassifyRequest Read(ReadOnlySpan<byte> body, HttpLimitsOptions limits, string defaultModel)
    {
        var reader = new ClassifyRequestReader(body, limits);
        try
        {
            while (reader._json.NextMember() is { } name)
                reader.ReadMember(name);
        }
        catch (JsonException error)
        {
            throw RequestJson.Malformed(error);
        }

        return reader.Build(defaultModel);
    }

    private void ReadMember(string name)
    {
        switch (name)
        {
            case "text":
                _text = _json.Text(name);
                break;
            case "texts":
                _json.ReadTexts(name, _texts = []);
                break;
            case "model":
                _model = _json.String(name);
                break;
            case "alias":
                _alias = _json.String(name);
                break;
            case "version":
                _version = _json.WholeNumber(name);
                break;
            case "top":
                _top = _json.WholeNumber(name);
                break;
            case "explain":
                _explain = _json.Boolean(name);
                break;
            default:
                throw _json.Unknown(name);
        }
    }

    private readonly ClassifyRequest Build(string defaultModel)
    {
        if (_text is null == _texts is null)
            throw JsonBody.Invalid(_text is null ? "Neither 'text' nor 'texts' is given; send one of them." : "'text' and 'texts' are both given; send one of them.");
        if (_texts is [])
            throw JsonBody.Invalid("'texts' is empty; send at least one text.");
        return new(_texts ?? [_text!], _texts is not null, RequestedModel.Of(_model ?? defaultModel, _version, _alias), _top, _explain);
    }
}
