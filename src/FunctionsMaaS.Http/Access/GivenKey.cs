using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Access;

/// <summary>The key of a request, where the Functions host takes it too: <c>x-functions-key</c>, <c>Authorization: Bearer</c> or <c>?code=</c>.</summary>
internal static class GivenKey
{
    private const string Bearer = "Bearer ";

    public static string? Of(HttpRequest request)
    {
        if (request.Headers.TryGetValue("x-functions-key", out var header))
            return header.ToString();
        if (request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        return request.QueryString.HasValue && request.Query.TryGetValue("code", out var code) ? code.ToString() : null;
    }
}
