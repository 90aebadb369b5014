using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsMaaS.Testing.Http.Contract;

/// <summary>One operation of the document.</summary>
public sealed partial class ApiContractOperation
{
    private readonly Regex _path;

    internal ApiContractOperation(string path, string method, JsonElement operation)
    {
        Path = path;
        Method = method;
        Id = operation.GetProperty("operationId").GetString()!;
        Tag = operation.GetProperty("tags")[0].GetString()!;
        Responses = operation.GetProperty("responses");
        Level = operation.GetProperty("security") is { } security && security.GetArrayLength() > 0 ? security[0].EnumerateObject().First().Value[0].GetString()! : "anonymous";
        PathExamples = Parameters(operation, "path").ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("example").GetString()!);
        QueryExample = string.Join('&', Parameters(operation, "query").Where(p => p.TryGetProperty("example", out _)).Select(p => $"{p.GetProperty("name")}={p.GetProperty("example")}"));
        QueryNames = [.. Parameters(operation, "query").Select(p => p.GetProperty("name").GetString()!)];
        Requests = operation.TryGetProperty("requestBody", out var body) ? [.. body.GetProperty("content").EnumerateObject().SelectMany(Examples)] : [];
        _path = new("^" + Placeholder().Replace(path.TrimEnd('/'), "[^/]+") + "/?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    }

    /// <summary>Its <c>operationId</c>.</summary>
    public string Id { get; }

    /// <summary>Its group.</summary>
    public string Tag { get; }

    /// <summary>Its path, with placeholders.</summary>
    public string Path { get; }

    /// <summary>Its method, in upper case.</summary>
    public string Method { get; }

    /// <summary><c>anonymous</c>, <c>function</c> or <c>admin</c>.</summary>
    public string Level { get; }

    /// <summary>Its path and query with the documented examples.</summary>
    public string ExamplePath =>
        PathExamples.Aggregate(Path, (path, example) => path.Replace($"{{{example.Key}}}", example.Value, StringComparison.Ordinal)) + (QueryExample.Length == 0 ? "" : $"?{QueryExample}");

    /// <summary>An example for each placeholder of the path.</summary>
    public IReadOnlyDictionary<string, string> PathExamples { get; }

    /// <summary>The parameters of the query without which it is refused, with values.</summary>
    private string QueryExample { get; }

    /// <summary>The parameters of the query.</summary>
    public IReadOnlyList<string> QueryNames { get; }

    /// <summary>The documented examples of its body; none if it takes none.</summary>
    public IReadOnlyList<ApiExample> Requests { get; }

    internal JsonElement Responses { get; }

    internal bool Matches(string path) => _path.IsMatch(path.Split('?')[0]);

    private static IEnumerable<JsonElement> Parameters(JsonElement operation, string place) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == place) : [];

    private static IEnumerable<ApiExample> Examples(JsonProperty media) => media.Value.GetProperty("examples").EnumerateObject().Select(e => new ApiExample(
        e.Name, media.Name, Encoding.UTF8.GetBytes(e.Value.GetProperty("value") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : e.Value.GetProperty("value").GetRawText())));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}

/// <summary>A documented example of a request's body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Body">The body.</param>
public sealed record ApiExample(string Name, string MediaType, byte[] Body);
