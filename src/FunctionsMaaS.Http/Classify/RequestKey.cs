using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Classify;

/// <summary>What a client calls the one it asks for, a user or a session, so that a rollout always treats it alike.</summary>
internal static class RequestKey
{
    public const string Header = "x-maas-request-key";

    /// <summary>The key of a request, whatever its form, so that no rollout makes a request fail; <see langword="null"/> if it has none.</summary>
    public static string? Of(HttpContext context) =>
        context.Request.Headers.TryGetValue(Header, out var values) && values.ToString() is { Length: > 0 } key ? key : null;
}
