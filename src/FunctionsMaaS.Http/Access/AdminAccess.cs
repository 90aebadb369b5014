using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Access;

/// <summary>
/// Who may administer a server on which no key is configured: callers on this machine if it listens there only, else nobody. Thread-safe.
/// </summary>
/// <remarks>
/// A request counts as one from this machine if its connection does, no proxy signed it, it was addressed to this machine (a page
/// elsewhere whose name was rebound to 127.0.0.1 is not), and no page of another origin sent it.
/// </remarks>
public sealed class AdminAccess
{
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Real-IP",
    ];

    private readonly IServer _server;
    private readonly KeyRing _keys;
    private readonly Lazy<bool> _listensHereOnly;

    internal AdminAccess(IServer server, KeyRing keys)
    {
        _server = server;
        _keys = keys;
        _listensHereOnly = new(ListensHereOnly);
    }

    /// <summary>Whether admin routes need no key from callers on this machine. Known once the server listens.</summary>
    public bool IsOpenHere => _keys.IsEmpty && _listensHereOnly.Value;

    /// <summary>How admin routes are guarded, in one line for whoever starts the server.</summary>
    public string Describe() =>
        _keys.Has(AccessLevel.Admin) ? "routes need an admin key"
        : IsOpenHere ? "routes are OPEN to everybody on this machine; Maas__Keys__Admin closes them"
        : _keys.IsEmpty ? "routes are closed, as the server listens beyond this machine; Maas__Keys__Admin opens them by key"
        : "routes are closed, as there are keys but none of level admin; Maas__Keys__Admin opens them by key";

    /// <summary>Whether routes of level <see cref="AccessLevel.Function"/> need no key.</summary>
    internal bool IsFunctionOpen => !_keys.Has(AccessLevel.Function);

    internal bool IsOpenTo(HttpContext context) =>
        IsOpenHere
        && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && IsHere(context.Request.Host.Host)
        && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey)
        && IsSameOrigin(context.Request);

    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin] ? request.Headers.Origin.Count == 0
        : origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool ListensHereOnly() =>
        _server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses && addresses.All(a => IsHere(BindingAddress.Parse(a).Host));
}
