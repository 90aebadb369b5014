using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.OpenApi;

/// <summary>Builds the OpenAPI 3.1 document from the route table, the types of the answers and <see cref="ApiOperations"/>.</summary>
internal static partial class ApiDocument
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] KeySchemes = ["functionsKey", "code", "bearer"];

    /// <summary>The document as it is committed.</summary>
    public static string Write() => Build().ToJsonString(Format) + "\n";

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">A route has no operation, or an operation no route.</exception>
    public static JsonObject Build()
    {
        var operations = ApiOperations.All.ToDictionary(o => o.Route);
        var unknown = operations.Keys.Except(MaasRoutes.Table.Select(r => r.Name)).ToArray();
        if (unknown is not [])
            throw new InvalidOperationException($"No route of MaasRoutes.Table is called {string.Join(", ", unknown)}.");
        var paths = new JsonObject();
        foreach (var route in MaasRoutes.Table)
        {
            if (!operations.TryGetValue(route.Name, out var operation))
                throw new InvalidOperationException($"The route {route.Name} has no operation in ApiOperations: say what it takes and answers.");
            AddPath(paths, route, operation);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. ApiOperations.Tags.Select(t => new JsonObject { ["name"] = t.Name, ["description"] = t.Description })]),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = ApiSchemas.All(), ["securitySchemes"] = SecuritySchemes() },
        };
    }

    private static JsonObject Info() => new()
    {
        ["title"] = "FunctionsMaaS",
        ["version"] = ProductVersion.Text,
        ["summary"] = "Model-as-a-Service for text classification.",
        ["description"] =
            "Classifies texts with versioned models that retrain themselves. Every route that answers GET answers HEAD as well. " +
            "Failures are `application/problem+json` (RFC 9457), except where a protocol has a form of its own.",
        ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
    };

    private static void AddPath(JsonObject paths, MaasRoute route, ApiOperation operation)
    {
        var path = PathOf(route);
        if (paths[path] is not JsonObject item)
            paths[path] = item = [];
        foreach (var method in route.Methods.Where(m => m != "HEAD"))
            item[method.ToLowerInvariant()] = Operation(route, operation);
    }

    /// <summary>A part that may be left out is, as OpenAPI has none.</summary>
    private static string PathOf(MaasRoute route) => "/" + Placeholder().Replace(OptionalPart().Replace(route.Pattern, ""), "{$1}");

    private static JsonObject Operation(MaasRoute route, ApiOperation operation)
    {
        var json = new JsonObject
        {
            ["operationId"] = route.Name,
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
        };
        if (operation.Description is not null)
            json["description"] = operation.Description;
        var parameters = Parameters(route, operation);
        if (parameters.Count > 0)
            json["parameters"] = parameters;
        if (operation.Request is not [])
            json["requestBody"] = new JsonObject { ["required"] = !operation.RequestIsOptional, ["content"] = Content(operation.Request) };
        json["responses"] = ApiResponses.Of(route, operation);
        json["security"] = Security(route.Level);
        return json;
    }

    private static JsonArray Parameters(MaasRoute route, ApiOperation operation)
    {
        var parameters = new JsonArray();
        foreach (Match match in Placeholder().Matches(PathOf(route)))
        {
            var name = match.Groups[1].Value;
            var parameter = ApiOperations.PathParameter(name);
            parameters.Add(new JsonObject
            {
                ["name"] = name,
                ["in"] = "path",
                ["required"] = true,
                ["description"] = parameter.Description,
                ["schema"] = JsonNode.Parse(parameter.Schema),
                ["example"] = operation.PathExamples[name],
            });
        }

        foreach (var (place, parameter) in operation.Query.Select(p => ("query", p)).Concat(operation.Headers.Select(p => ("header", p))))
        {
            var json = new JsonObject { ["name"] = parameter.Name, ["in"] = place, ["description"] = parameter.Description, ["schema"] = JsonNode.Parse(parameter.Schema) };
            if (parameter.Example is not null)
                json["example"] = parameter.Example;
            parameters.Add(json);
        }

        return parameters;
    }

    internal static JsonObject Content(IEnumerable<ApiBody> bodies)
    {
        var content = new JsonObject();
        foreach (var body in bodies)
        {
            var media = new JsonObject { ["schema"] = ApiSchemas.Reference(body.Schema) };
            if (body.Examples is not [])
            {
                var isJson = body.MediaType.EndsWith("json", StringComparison.Ordinal);
                media["examples"] = new JsonObject(body.Examples.Select(e =>
                    KeyValuePair.Create<string, JsonNode?>(e.Name, new JsonObject { ["value"] = isJson ? JsonNode.Parse(e.Value) : JsonValue.Create(e.Value) })));
            }

            content[body.MediaType] = media;
        }

        return content;
    }

    /// <summary>Any one of the schemes; the role that the key must have stands where OAuth has scopes, as OpenAPI 3.1 allows.</summary>
    private static JsonArray Security(AccessLevel level) => level == AccessLevel.Anonymous
        ? []
        : new([.. KeySchemes.Select(s => new JsonObject { [s] = new JsonArray(level.ToString().ToLowerInvariant()) })]);

    private static JsonObject SecuritySchemes() => new()
    {
        ["functionsKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key", ["description"] = "A function key or the admin key." },
        ["code"] = new JsonObject { ["type"] = "apiKey", ["in"] = "query", ["name"] = "code", ["description"] = "The same in the query." },
        ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The same as a bearer token." },
    };

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{[^}]*\?\}")]
    private static partial Regex OptionalPart();
}
