using System.Text.Json;

namespace FunctionsMaaS.Testing.Http.Contract;

/// <summary>The OpenAPI document of the service as a contract that answers are held to. Thread-safe.</summary>
public sealed class ApiContract
{
    private const int TooLarge = 413;

    private readonly SchemaChecker _checker;

    private ApiContract(JsonElement document)
    {
        _checker = new(document);
        Schemas = document.GetProperty("components").GetProperty("schemas");
        Operations =
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               select new ApiContractOperation(path.Name, method.Name.ToUpperInvariant(), method.Value),
        ];
    }

    /// <summary>The document of this checkout.</summary>
    public static ApiContract Committed { get; } = Parse(File.ReadAllBytes(Repository.PathOf("src", "FunctionsMaaS.Http", "OpenApi", "openapi.json")));

    /// <summary>Every documented operation.</summary>
    public IReadOnlyList<ApiContractOperation> Operations { get; }

    private JsonElement Schemas { get; }

    /// <summary>Reads the document.</summary>
    public static ApiContract Parse(ReadOnlyMemory<byte> document) => new(JsonDocument.Parse(document).RootElement);

    /// <summary>What an answer breaks of the contract, or <see langword="null"/>.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path, escaped as it was sent.</param>
    /// <param name="answer">The answer.</param>
    public string? Violation(string method, string path, ApiAnswer answer)
    {
        if (Find(method, path) is not { } operation)
            return RefusalViolation(Operations.Any(o => o.Matches(path)) ? 405 : 404, path, answer);
        if (!operation.Responses.TryGetProperty(answer.StatusText, out var response))
            return $"status {answer.Status} is not documented for {operation.Id}";
        // What a handler writes in answer to HEAD, Kestrel leaves out; the test server does not.
        if (method.Equals("HEAD", StringComparison.OrdinalIgnoreCase))
            return null;
        return BodyViolation(response, answer);
    }

    /// <summary>The operation of a request, for reports.</summary>
    public string NameOf(string method, string path) => Find(method, path)?.Id ?? "(none)";

    /// <summary>HEAD is answered as GET is; methods are the same in any case.</summary>
    private ApiContractOperation? Find(string method, string path)
    {
        var documented = method.Equals("HEAD", StringComparison.OrdinalIgnoreCase) ? "GET" : method;
        return Operations.FirstOrDefault(o => o.Method.Equals(documented, StringComparison.OrdinalIgnoreCase) && o.Matches(path));
    }

    private string? BodyViolation(JsonElement response, ApiAnswer answer)
    {
        if (!response.TryGetProperty("content", out var media))
            return answer.Body.Length == 0 ? null : $"status {answer.Status} is documented to have no body";
        if (!media.TryGetProperty(answer.MediaType ?? "", out var content))
            return $"media type '{answer.MediaType}' is not documented for status {answer.Status}";
        if (answer.MediaType!.EndsWith("json", StringComparison.Ordinal))
            return SchemaViolation(content.GetProperty("schema"), answer.Body);
        return null;
    }

    /// <summary>
    /// An address or method that is not there is refused in the form of the protocol that it looks like; a body that is announced as too
    /// large is refused before.
    /// </summary>
    private string? RefusalViolation(int status, string path, ApiAnswer answer)
    {
        if (answer.Status != status && answer.Status != TooLarge)
            return $"status {answer.Status} instead of {status} where no operation is";
        if (answer.Body.Length == 0)
            return null;
        var operation = Operations.FirstOrDefault(o => o.Matches(path));
        var schema = path.StartsWith("/v2", StringComparison.OrdinalIgnoreCase) && (path.Length == 3 || path[3] == '/') ? "OpenInferenceError"
            : operation?.Tag == "MLflow" ? "MlflowError"
            : "ProblemBody";
        return answer.MediaType is "application/json" or "application/problem+json"
            ? Schemas.EnumerateObject().Any(s => s.Name == schema) ? SchemaViolation(Schemas.GetProperty(schema), answer.Body) : $"there is no schema {schema}"
            : $"media type '{answer.MediaType}' of a refusal";
    }

    private string? SchemaViolation(JsonElement schema, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return _checker.Violation(schema, json.RootElement);
        }
        catch (JsonException error)
        {
            return $"the body is not JSON: {error.Message}";
        }
    }
}

/// <summary>An answer as it came.</summary>
/// <param name="Status">Its status.</param>
/// <param name="MediaType">Its media type, without parameters.</param>
/// <param name="Body">Its body.</param>
public sealed record ApiAnswer(int Status, string? MediaType, ReadOnlyMemory<byte> Body)
{
    internal string StatusText { get; } = Status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads an answer to its end.</summary>
    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(cancellationToken));
}
