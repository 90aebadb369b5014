using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Health;

/// <summary>The routes that say how the service is.</summary>
internal static class HealthRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get(MaasRoutes.HealthLive, "api/health/live", AccessLevel.Anonymous, HealthHandlers.LiveAsync),
        MaasRoute.Get<HealthHandlers>(MaasRoutes.HealthReady, "api/health/ready", AccessLevel.Anonymous, static (handlers, context) => handlers.ReadyAsync(context)),
    ];
}
