using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Server;

/// <summary>What connections and slow clients may cost the server: the part of <see cref="HttpLimitsOptions"/> that no middleware can hold.</summary>
internal sealed class KestrelSetup(IOptions<HttpLimitsOptions> limits) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void Configure(KestrelServerOptions options)
    {
        var rate = new MinDataRate(limits.Value.MinBytesPerSecond, Grace);
        options.AddServerHeader = false;
        // The product's own limit answers with a problem of its own; this one would cut the connection.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxConcurrentConnections = limits.Value.MaxConnections;
        // Nothing here upgrades a connection.
        options.Limits.MaxConcurrentUpgradedConnections = 0;
        options.Limits.RequestHeadersTimeout = limits.Value.HeadersTimeout;
        options.Limits.KeepAliveTimeout = limits.Value.KeepAliveTimeout;
        options.Limits.MinRequestBodyDataRate = rate;
        options.Limits.MinResponseDataRate = rate;
    }
}
