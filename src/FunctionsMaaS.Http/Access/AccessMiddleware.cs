using System.Globalization;
using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Access;

/// <summary>Lets a request through to its endpoint if its <see cref="Caller"/> may call that, for the model that the address names.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, KeyRing keys)
{
    public Task InvokeAsync(HttpContext context)
    {
        var caller = Caller.Of(context);
        var level = RequiredAccess.Of(context);
        if (caller.Level < level)
            throw Refusal(context, caller, level);
        if (caller.Models.Count > 0 && context.Request.RouteValues.TryGetValue(MaasRoutes.ModelParameter, out var model))
            caller.EnsureAllows((string)model!);
        return next(context);
    }

    private ProblemException Refusal(HttpContext context, Caller caller, AccessLevel level)
    {
        if (caller.KeyId is not null)
            return new(ProblemKind.KeyNotAllowed, "This is a function key; this route needs an admin key.");
        var given = GivenKey.Of(context.Request);
        if (given is not null && keys.Find(given) is { } key)
            return new(ProblemKind.KeyExpired, string.Create(CultureInfo.InvariantCulture, $"The key '{key.Caller.KeyId}' expired on {key.Expires:u}."));
        if (level == AccessLevel.Admin && !keys.Has(AccessLevel.Admin))
            return new(ProblemKind.KeyNotAllowed, NoAdminKey());
        return new(ProblemKind.KeyRequired, given is null
            ? $"Send a key of level {(level == AccessLevel.Admin ? "admin" : "function")} in x-functions-key, in ?code= or as a bearer token."
            : "The key that was sent is not known here.");
    }

    private string NoAdminKey() => keys.IsEmpty
        ? "Without keys, admin routes are open only to callers on this machine, not through a proxy, and only while the server listens on this machine alone; Maas:Keys:Admin opens them by key."
        : "Admin routes are closed until an admin key is configured, such as Maas:Keys:Admin.";
}

/// <summary>Endpoint metadata: the level a route asks for.</summary>
/// <param name="Level">The level.</param>
public sealed record RequiredAccess(AccessLevel Level)
{
    internal static AccessLevel Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RequiredAccess>()?.Level ?? AccessLevel.Anonymous;
}
