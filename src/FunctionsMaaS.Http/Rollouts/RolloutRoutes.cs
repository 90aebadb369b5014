using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary>The routes of canaries and shadows.</summary>
internal static class RolloutRoutes
{
    private const string Rollout = "api/models/{name}/rollout";

    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get<RolloutHandlers>(MaasRoutes.ShowRollout, Rollout, AccessLevel.Function, static (handlers, context) => handlers.ShowAsync(context)),
        MaasRoute.Put<RolloutHandlers>(MaasRoutes.StartRollout, Rollout, AccessLevel.Admin, static (handlers, context) => handlers.StartAsync(context)),
        MaasRoute.Post<RolloutHandlers>(MaasRoutes.FinishRollout, Rollout + "/finish", AccessLevel.Admin, static (handlers, context) => handlers.FinishAsync(context)),
        MaasRoute.Post<RolloutHandlers>(MaasRoutes.AbortRollout, Rollout + "/abort", AccessLevel.Admin, static (handlers, context) => handlers.AbortAsync(context)),
    ];
}
