using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Access;

/// <summary>Who sent a request, as far as its key tells.</summary>
/// <param name="KeyId">The id of the key; <see langword="null"/> without a key, or with one that only the host knows. No secret: it is for ledgers and counts.</param>
/// <param name="Level">The highest level of routes that are open to this caller.</param>
public sealed record Caller(string? KeyId, AccessLevel Level)
{
    private static readonly Caller Nobody = new(null, AccessLevel.Anonymous);

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Caller>() ?? Nobody;
    }
}
