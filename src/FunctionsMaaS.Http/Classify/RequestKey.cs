using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Classify;

/// <summary>What a client calls the one it asks for, a user or a session, so that a rollout always treats it alike.</summary>
internal static class RequestKey
{
    public const string Header = "x-maas-request-key";
    private const int MaxLength = 256;

    /// <summary>The key of a request; <see langword="null"/> if it has none.</summary>
    /// <exception cref="ProblemException">It is too long, or given twice.</exception>
    public static string? Of(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
            return null;
        return values is [{ Length: > 0 and <= MaxLength } key]
            ? key
            : throw JsonBody.Invalid($"'{Header}' must be given once and have 1 to {MaxLength} characters.");
    }
}
