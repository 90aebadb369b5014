using System.Net;
using System.Security.Cryptography;
using System.Text;
using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Access;

/// <summary>
/// Lets a request through to its endpoint if its key allows: <c>x-functions-key</c>, <c>?code=</c> or <c>Authorization: Bearer</c>,
/// as the Functions host takes them.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, IOptions<KeysOptions> keys)
{
    private readonly byte[]? _admin = Digest(keys.Value.Admin);
    private readonly byte[]? _function = Digest(keys.Value.Function);

    public Task InvokeAsync(HttpContext context)
    {
        var level = context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>()?.Level ?? AccessLevel.Anonymous;
        if (!IsAllowed(context, level))
            throw Refusal(context, level);
        return next(context);
    }

    private bool IsAllowed(HttpContext context, AccessLevel level) => level switch
    {
        AccessLevel.Anonymous => true,
        AccessLevel.Function => _function is null || Matches(context, _function) || Matches(context, _admin),
        _ => _admin is null ? IsLocal(context.Connection) : Matches(context, _admin),
    };

    private ProblemException Refusal(HttpContext context, AccessLevel level)
    {
        if (level == AccessLevel.Admin && _admin is null)
            return new(ProblemKind.KeyNotAllowed, "Admin routes are open to callers on this machine only, until Maas:Keys:Admin is set.");
        return GivenKey(context.Request) is null
            ? new(ProblemKind.KeyRequired, $"Send a key of level {(level == AccessLevel.Admin ? "admin" : "function")} in x-functions-key, in ?code= or as a bearer token.")
            : Matches(context, _function)
                ? new(ProblemKind.KeyNotAllowed, "This is a function key; this route needs the admin key.")
                : new(ProblemKind.KeyRequired, "The key that was sent is not known here.");
    }

    private static bool Matches(HttpContext context, byte[]? expected) =>
        expected is not null && GivenKey(context.Request) is { } given && CryptographicOperations.FixedTimeEquals(Digest(given), expected);

    private static string? GivenKey(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        if (request.Headers.TryGetValue("x-functions-key", out var header))
            return header;
        if (request.Headers.Authorization is [{ } authorization] && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        return request.Query.TryGetValue("code", out var code) ? code.ToString() : null;
    }

    private static bool IsLocal(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(key))]
    private static byte[]? Digest(string? key) => key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>Endpoint metadata: the level a route asks for.</summary>
/// <param name="Level">The level.</param>
public sealed record RequiredAccess(AccessLevel Level);
