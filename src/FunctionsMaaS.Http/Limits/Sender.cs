using System.Net;
using System.Net.Sockets;
using FunctionsMaaS.Http.Access;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Limits;

/// <summary>
/// Whose requests are counted together: those of a key, else those of an address (of its /64 network, in IPv6, which is what one customer
/// has). Addresses share 65,536 counters, by a hash that differs from process to process, so that a flood of addresses costs no memory.
/// </summary>
internal readonly record struct Sender(string? KeyId, ushort Share)
{
    private const int NetworkBytes = 8;

    /// <param name="context">The request.</param>
    /// <param name="behindHost">Whether it came through the Functions host, which is the only peer there is, and says for whom it asks.</param>
    public static Sender Of(HttpContext context, bool behindHost) =>
        Caller.Of(context).KeyId is { } id ? new(id, 0) : new(null, ShareOf(behindHost ? ForwardedFor(context.Request) : context.Connection.RemoteIpAddress));

    /// <summary>The last address is the one that the platform's front end saw; those before it, a client may have made up.</summary>
    private static IPAddress? ForwardedFor(HttpRequest request)
    {
        var last = request.Headers["X-Forwarded-For"].ToString().AsSpan();
        last = last[(last.LastIndexOf(',') + 1)..].Trim();
        return IPEndPoint.TryParse(last, out var peer) ? peer.Address : null;
    }

    private static ushort ShareOf(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var written);
        var hash = new HashCode();
        hash.AddBytes(bytes[..(address.AddressFamily == AddressFamily.InterNetworkV6 ? Math.Min(written, NetworkBytes) : written)]);
        return (ushort)hash.ToHashCode();
    }
}
