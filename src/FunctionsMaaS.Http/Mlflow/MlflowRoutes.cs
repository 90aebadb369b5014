using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Limits;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>The routes of MLflow's scoring server.</summary>
internal static class MlflowRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<InvocationsHandler>(MaasRoutes.Invocations, "invocations", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Get<PingHandlers>(MaasRoutes.MlflowPing, "ping", AccessLevel.Anonymous, static (handlers, context) => handlers.PingAsync(context)) with { Limits = RouteLimits.None },
        MaasRoute.Get<PingHandlers>(MaasRoutes.MlflowHealth, "health", AccessLevel.Anonymous, static (handlers, context) => handlers.PingAsync(context)) with { Limits = RouteLimits.None },
        MaasRoute.Get(MaasRoutes.MlflowVersion, "version", AccessLevel.Anonymous, PingHandlers.VersionAsync),
    ];
}
