using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FunctionsMaaS.Http;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.OpenApi;

/// <summary>
/// The named schemas: of the types that answers are written from, as the serialiser sees them, described by their XML documentation; and
/// those that operations write out, of what is read or written by hand.
/// </summary>
internal static class ApiSchemas
{
    private const string Prefix = "#/components/schemas/";

    /// <summary>What a manifest always has; its document is nullable throughout, to tell missing from wrong.</summary>
    private static readonly string[] ManifestRequired =
        ["schema", "formatVersion", "name", "version", "created", "recipe", "parameters", "labels", "settings", "metrics", "libraries", "payload", "digest"];

    public static JsonObject All()
    {
        var schemas = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var type in ApiOperations.Types)
            Add(schemas, HttpJson.Relaxed.GetTypeInfo(type)!);
        AddManifest(schemas);
        foreach (var (name, schema) in ApiOperations.Schemas)
            schemas.Add(name, JsonNode.Parse(schema));
        return new(schemas);
    }

    /// <summary>A reference to a named schema, or the schema itself where JSON is given.</summary>
    public static JsonNode Reference(string schema) => schema.StartsWith('{') ? JsonNode.Parse(schema)! : new JsonObject { ["$ref"] = Prefix + schema };

    private static void AddManifest(SortedDictionary<string, JsonNode?> schemas)
    {
        Add(schemas, ManifestJsonContext.Exact.ManifestDocument, typeof(ModelManifest));
        var manifest = (JsonObject)schemas["ModelManifest"]!;
        manifest["properties"]!["digest"] = JsonNode.Parse("""{"type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "description": "The SHA-256 of all before it."}""");
        manifest["required"] = new JsonArray([.. ManifestRequired.Select(n => JsonValue.Create(n))]);
    }

    private static void Add(SortedDictionary<string, JsonNode?> schemas, JsonTypeInfo type, Type? documented = null)
    {
        documented ??= type.Type;
        if (!schemas.TryAdd(documented.Name, null))
            return;
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in type.Properties)
        {
            var schema = Schema(schemas, type.Options.GetTypeInfo(property.PropertyType));
            if (XmlDocs.Property(documented, ((System.Reflection.MemberInfo)property.AttributeProvider!).Name) is { } description)
                schema["description"] = description;
            properties[property.Name] = schema;
            if (!property.IsGetNullable)
                required.Add(property.Name);
        }

        var json = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (XmlDocs.Summary(documented) is { } summary)
            json["description"] = summary;
        if (required.Count > 0)
            json["required"] = required;
        schemas[documented.Name] = json;
    }

    private static JsonObject Schema(SortedDictionary<string, JsonNode?> schemas, JsonTypeInfo type)
    {
        if (Nullable.GetUnderlyingType(type.Type) is { } underlying)
            return Schema(schemas, type.Options.GetTypeInfo(underlying));
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                Add(schemas, type);
                return new() { ["$ref"] = Prefix + type.Type.Name };
            case JsonTypeInfoKind.Enumerable:
                return new() { ["type"] = "array", ["items"] = Schema(schemas, type.Options.GetTypeInfo(type.ElementType!)) };
            case JsonTypeInfoKind.Dictionary:
                return new() { ["type"] = "object", ["additionalProperties"] = Schema(schemas, type.Options.GetTypeInfo(type.ElementType!)) };
            default:
                return Primitive(type.Type);
        }
    }

    private static JsonObject Primitive(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => new() { ["type"] = "string" },
        TypeCode.Boolean => new() { ["type"] = "boolean" },
        TypeCode.Int32 => new() { ["type"] = "integer", ["format"] = "int32" },
        TypeCode.Int64 => new() { ["type"] = "integer", ["format"] = "int64" },
        TypeCode.Single => new() { ["type"] = "number", ["format"] = "float" },
        TypeCode.Double => new() { ["type"] = "number", ["format"] = "double" },
        _ when type == typeof(CountRow) => new() { ["type"] = "array", ["items"] = Primitive(typeof(int)) },
        _ when type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
        _ when type == typeof(Guid) => new() { ["type"] = "string", ["format"] = "uuid" },
        _ => throw new InvalidOperationException($"No schema is known for {type}; add it here."),
    };
}
