using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsMaaS.Testing.Http.Contract;

/// <summary>
/// Checks JSON against a schema of the document, as strictly as a client could wish: a property that the schema does not name is a
/// violation unless <c>additionalProperties</c> lets it through, and a keyword that is not understood here is refused.
/// </summary>
public sealed class SchemaChecker(JsonElement document)
{
    private static readonly string[] Annotations = ["description", "default", "format", "type", "additionalProperties"];

    private readonly ConcurrentDictionary<string, Regex> _patterns = new();

    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? Violation(JsonElement schema, JsonElement value, string where = "$")
    {
        if (TypeViolation(schema, value, where) is { } wrongType)
            return wrongType;
        foreach (var keyword in schema.EnumerateObject())
        {
            if (KeywordViolation(schema, keyword, value, where) is { } violation)
                return violation;
        }

        return value.ValueKind == JsonValueKind.Object && !schema.TryGetProperty("$ref", out _) && !schema.TryGetProperty("oneOf", out _)
            ? UndocumentedViolation(schema, value, where)
            : null;
    }

    private string? KeywordViolation(JsonElement schema, JsonProperty keyword, JsonElement value, string where) => keyword.Name switch
    {
        "$ref" => Violation(Resolve(keyword.Value.GetString()!), value, where),
        "oneOf" => OneOfViolation(keyword.Value, value, where),
        "enum" => keyword.Value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)) ? null : $"{where} is not one of {keyword.Value.GetRawText()}",
        "const" => JsonElement.DeepEquals(keyword.Value, value) ? null : $"{where} is not {keyword.Value.GetRawText()}",
        "properties" => PropertiesViolation(keyword.Value, value, where),
        "required" => RequiredViolation(keyword.Value, value, where),
        "items" => ItemsViolation(keyword.Value, value, where),
        "pattern" => value.ValueKind != JsonValueKind.String || Pattern(keyword.Value.GetString()!).IsMatch(value.GetString()!) ? null : $"{where} does not match {keyword.Value.GetString()}",
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble() ? null : $"{where} is under {keyword.Value.GetRawText()}",
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble() ? null : $"{where} is over {keyword.Value.GetRawText()}",
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32() ? null : $"{where} is shorter than {keyword.Value.GetRawText()}",
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32() ? null : $"{where} has fewer items than {keyword.Value.GetRawText()}",
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32() ? null : $"{where} has more items than {keyword.Value.GetRawText()}",
        var name when Annotations.Contains(name) => null,
        var name => throw new NotSupportedException($"The schema keyword '{name}' at {where} of {schema.GetRawText()} is not known to this checker."),
    };

    private static string? TypeViolation(JsonElement schema, JsonElement value, string where)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        var allowed = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).ToArray() : [type.GetString()!];
        if (!allowed.Any(t => IsOf(t, value)))
            return $"{where} is {value.ValueKind} but must be {string.Join(" or ", allowed)}";
        return schema.TryGetProperty("format", out var format) && format.GetString() == "date-time"
            && !DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _)
            ? $"{where} is no date and time"
            : null;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The type '{type}' is not known to this checker."),
    };

    private string? OneOfViolation(JsonElement choices, JsonElement value, string where)
    {
        var violations = choices.EnumerateArray().Select(c => Violation(c, value, where)).ToArray();
        return violations.Count(v => v is null) == 1 ? null : $"{where} fits {violations.Count(v => v is null)} of {violations.Length} forms: {string.Join("; ", violations.OfType<string>())}";
    }

    private string? PropertiesViolation(JsonElement properties, JsonElement value, string where) => value.ValueKind != JsonValueKind.Object
        ? null
        : properties.EnumerateObject()
            .Select(p => value.TryGetProperty(p.Name, out var member) ? Violation(p.Value, member, $"{where}.{p.Name}") : null)
            .FirstOrDefault(v => v is not null);

    private static string? RequiredViolation(JsonElement required, JsonElement value, string where) => value.ValueKind != JsonValueKind.Object
        ? null
        : required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{where} has no '{r.GetString()}'").FirstOrDefault();

    private string? ItemsViolation(JsonElement items, JsonElement value, string where) => value.ValueKind != JsonValueKind.Array
        ? null
        : value.EnumerateArray().Select((item, i) => Violation(items, item, $"{where}[{i}]")).FirstOrDefault(v => v is not null);

    private string? UndocumentedViolation(JsonElement schema, JsonElement value, string where)
    {
        var documented = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var member in value.EnumerateObject().Where(m => !documented || !properties.TryGetProperty(m.Name, out _)))
        {
            if (!hasOthers || others.ValueKind == JsonValueKind.False)
                return $"{where}.{member.Name} is not documented";
            if (others.ValueKind == JsonValueKind.Object && Violation(others, member.Value, $"{where}.{member.Name}") is { } violation)
                return violation;
        }

        return null;
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(document, (element, step) => element.GetProperty(step));

    private Regex Pattern(string pattern) => _patterns.GetOrAdd(pattern, static p => new(p, RegexOptions.CultureInvariant));
}
