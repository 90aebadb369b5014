using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Limits;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi;

/// <summary>The answers of an operation: the good one, and each status it can fail with.</summary>
internal static class ApiResponses
{
    private static readonly int[] RetryStatuses = [409, 429, 503, 504];

    public static JsonObject Of(MaasRoute route, ApiOperation operation)
    {
        var responses = new SortedDictionary<int, JsonObject> { [operation.AnswerStatus] = Response(operation.Answer, operation.AnswerForms) };
        foreach (var (status, body) in operation.OtherAnswers)
            responses[status] = Response(body, []);
        foreach (var group in Failures(route, operation).GroupBy(k => (int)k.Status).Where(g => !responses.ContainsKey(g.Key)))
            responses[group.Key] = Failure(group.Key, [.. group.Distinct()], operation.Errors);
        return new(responses.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Key.ToString(CultureInfo.InvariantCulture), r.Value)));
    }

    /// <summary>A body that is announced as too large is refused whether it would be read or not.</summary>
    private static IEnumerable<ProblemKind> Failures(MaasRoute route, ApiOperation operation) =>
        [.. operation.Problems, .. OfKeys(route, operation), .. OfLimits(route, operation), .. OfBody(operation), ProblemKind.TooLarge, ProblemKind.Internal];

    private static IEnumerable<ProblemKind> OfKeys(MaasRoute route, ApiOperation operation)
    {
        if (route.Level == AccessLevel.Anonymous)
            yield break;
        yield return ProblemKind.KeyRequired;
        yield return ProblemKind.KeyExpired;
        if (route.Level == AccessLevel.Admin)
            yield return ProblemKind.KeyNotAllowed;
        if (operation.IsAboutModel || route.Pattern.Contains($"{{{MaasRoutes.ModelParameter}}}", StringComparison.Ordinal))
            yield return ProblemKind.ModelNotAllowed;
    }

    private static IEnumerable<ProblemKind> OfLimits(MaasRoute route, ApiOperation operation)
    {
        if (route.Limits.HasFlag(RouteLimits.Traffic))
        {
            yield return ProblemKind.RateLimited;
            yield return ProblemKind.TooManyAtOnce;
            yield return ProblemKind.Overloaded;
        }

        if (!route.Limits.HasFlag(RouteLimits.Time))
            yield break;
        yield return ProblemKind.TimedOut;
        if (operation.Request is not [])
            yield return ProblemKind.BodyTooSlow;
    }

    private static IEnumerable<ProblemKind> OfBody(ApiOperation operation)
    {
        if (operation.Request is [])
            yield break;
        yield return ProblemKind.UnsupportedMediaType;
        if (operation.Request.All(b => b.MediaType != "application/json"))
            yield break;
        yield return ProblemKind.MalformedJson;
        yield return ProblemKind.InvalidRequest;
    }

    private static JsonObject Response(ApiBody body, IEnumerable<ApiBody> forms)
    {
        var response = new JsonObject { ["description"] = body.Description };
        if (body.MediaType.Length > 0)
            response["content"] = ApiDocument.Content([body, .. forms]);
        return response;
    }

    private static JsonObject Failure(int status, IReadOnlyList<ProblemKind> kinds, ErrorForm form)
    {
        var body = form switch
        {
            ErrorForm.OpenInference => ApiBody.Json("OpenInferenceError", "", [.. kinds.Select(k => (k.Name, Json(new { error = k.Title + "." })))]),
            ErrorForm.Mlflow => ApiBody.Json("MlflowError", "", [.. kinds.Select(k => (k.Name, Json(new { error_code = MlflowError.Code(k), message = k.Title + "." })))]),
            _ => new ApiBody("application/problem+json", "ProblemBody", "", [.. kinds.Select(k => (k.Name, Json(new { type = k.Type, title = k.Title, status = (int)k.Status, detail = "What was wrong, and what is allowed." })))]),
        };
        var response = new JsonObject { ["description"] = string.Join(". ", kinds.Select(k => k.Title)) + "." };
        if (RetryStatuses.Contains(status))
            response["headers"] = RetryAfter();
        if (status == 401)
            response["headers"] = Challenge();
        response["content"] = ApiDocument.Content([body]);
        return response;
    }

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static JsonObject RetryAfter() => new()
    {
        ["Retry-After"] = new JsonObject { ["description"] = "Seconds after which to try again.", ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1 } },
    };

    private static JsonObject Challenge() => new()
    {
        ["WWW-Authenticate"] = new JsonObject { ["description"] = "That a bearer token will do.", ["schema"] = new JsonObject { ["type"] = "string" } },
    };
}
