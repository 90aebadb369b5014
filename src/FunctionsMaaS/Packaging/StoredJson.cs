using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FunctionsMaaS.Packaging;

/// <summary>How the small documents of a registry are written, and what reading them refuses.</summary>
internal static class StoredJson
{
    /// <summary>Reads what is stored; <see langword="null"/> if it is not its JSON.</summary>
    public static T? ReadOrNull<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads what is stored.</summary>
    /// <exception cref="ModelPackageException">It is not its JSON; the message names <paramref name="source"/> and <paramref name="what"/> it should be.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, string source, string what) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException e)
        {
            throw new ModelPackageException($"{source} is damaged: it is not the JSON of {what}.", e);
        }
    }

    /// <summary>It is JSON, but not what this build writes or any before.</summary>
    public static ModelPackageException Unreadable(string source) => new($"{source} is damaged, or of a newer build.");

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
