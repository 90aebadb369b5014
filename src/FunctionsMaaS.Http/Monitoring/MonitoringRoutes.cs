using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>The routes that say what the service did.</summary>
internal static class MonitoringRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get<StatsHandler>(MaasRoutes.ShowStats, "api/models/{name}/stats", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Get<MetricsHandler>(MaasRoutes.Metrics, "api/metrics", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
    ];
}
