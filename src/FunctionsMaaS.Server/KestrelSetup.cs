using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Server;

/// <summary>What connections and slow clients may cost the server: the part of <see cref="HttpLimitsOptions"/> that no middleware can hold.</summary>
internal sealed class KestrelSetup(IOptions<HttpLimitsOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        if (Valid() is { } limits)
            Configure(kestrel.Limits, limits);
    }

    /// <summary>The limits, unless they are wrong: building the server asks for them before the check at start says all that is wrong, and lets nothing start.</summary>
    private HttpLimitsOptions? Valid()
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }

    private static void Configure(KestrelServerLimits server, HttpLimitsOptions limits)
    {
        var rate = new MinDataRate(limits.MinBytesPerSecond, Grace);
        // The product's own limit answers with a problem of its own; this one would cut the connection.
        server.MaxRequestBodySize = null;
        server.MaxConcurrentConnections = limits.MaxConnections;
        // Nothing here upgrades a connection.
        server.MaxConcurrentUpgradedConnections = 0;
        server.RequestHeadersTimeout = limits.HeadersTimeout;
        server.KeepAliveTimeout = limits.KeepAliveTimeout;
        server.MinRequestBodyDataRate = rate;
        server.MinResponseDataRate = rate;
    }
}
