using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Limits;

namespace FunctionsMaaS.Http.Health;

/// <summary>The routes that say how the service is.</summary>
internal static class HealthRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get(MaasRoutes.HealthLive, "api/health/live", AccessLevel.Anonymous, HealthHandlers.LiveAsync) with { Limits = RouteLimits.None },
        MaasRoute.Get<HealthHandlers>(MaasRoutes.HealthReady, "api/health/ready", AccessLevel.Anonymous, static (handlers, context) => handlers.ReadyAsync(context))
            with { Limits = RouteLimits.None },
    ];
}
