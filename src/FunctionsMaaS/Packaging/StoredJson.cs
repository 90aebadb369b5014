using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsMaaS.Packaging;

/// <summary>How the small documents of a registry are written, and what reading them refuses.</summary>
internal static class StoredJson
{
    /// <summary>New options, since a context keeps those that it is given: camelCase on one line, no nulls, no member twice.</summary>
    /// <param name="converters">What writes enumerations by name.</param>
    public static JsonSerializerOptions Options(params ReadOnlySpan<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            AllowDuplicateProperties = false,
        };
        foreach (var converter in converters)
            options.Converters.Add(converter);
        return options;
    }
}
