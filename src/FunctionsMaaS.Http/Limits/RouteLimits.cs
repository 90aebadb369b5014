using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Limits;

/// <summary>Which limits hold for a route; those of bodies hold for all.</summary>
[Flags]
public enum RouteLimits
{
    /// <summary>None: it must answer whatever happens.</summary>
    None = 0,

    /// <summary>How many requests there may be, at the same time and a second.</summary>
    Traffic = 1,

    /// <summary>How long it may take.</summary>
    Time = 2,

    /// <summary>Both.</summary>
    All = Traffic | Time,
}

/// <summary>Endpoint metadata: the limits of a route. Without it, all hold.</summary>
/// <param name="Limits">The limits.</param>
internal sealed record LimitedBy(RouteLimits Limits)
{
    public static bool Has(HttpContext context, RouteLimits limit) =>
        (context.GetEndpoint()?.Metadata.GetMetadata<LimitedBy>()?.Limits ?? RouteLimits.All).HasFlag(limit);
}
