using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Http.Access;

/// <summary>Finds out who sent a request: the feature <see cref="Caller"/>, set for every request.</summary>
internal sealed class CallerMiddleware
{
    private static readonly Caller[] Unknown = [new(null, AccessLevel.Anonymous), new(null, AccessLevel.Function), new(null, AccessLevel.Admin)];
    private static readonly Caller[] LetThrough = [.. Unknown.Select(c => c with { IsThroughHost = true })];

    private readonly RequestDelegate _next;
    private readonly KeyRing _keys;
    private readonly AdminAccess? _admin;

    /// <summary>Makes the middleware.</summary>
    /// <param name="next">Goes on.</param>
    /// <param name="keys">The configured keys.</param>
    /// <param name="services">Has the server, whose own keys these are.</param>
    /// <param name="checkKeys">Whether no host has checked keys before.</param>
    public CallerMiddleware(RequestDelegate next, KeyRing keys, IServiceProvider services, bool checkKeys)
    {
        _next = next;
        _keys = keys;
        _admin = checkKeys ? services.GetRequiredService<AdminAccess>() : null;
    }

    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(Identify(context));
        return _next(context);
    }

    private Caller Identify(HttpContext context)
    {
        var key = GivenKey.Of(context.Request) is { } given ? _keys.Find(given) : null;
        if (key is not null && !_keys.HasExpired(key))
            return key.Caller;
        return _admin is null ? LetThrough[(int)HostLevel(context, key)] : Unknown[(int)OpenLevel(context, _admin)];
    }

    private static AccessLevel OpenLevel(HttpContext context, AdminAccess admin) =>
        admin.IsOpenTo(context) ? AccessLevel.Admin : admin.IsFunctionOpen ? AccessLevel.Function : AccessLevel.Anonymous;

    /// <summary>The host has checked the key against its own; what it cannot know is that the key has expired here.</summary>
    private static AccessLevel HostLevel(HttpContext context, KnownKey? expired) =>
        expired is null ? RequiredAccess.Of(context) : AccessLevel.Anonymous;
}
