using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Limits;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>The routes that retrain, tell how it goes, and show what was learned from.</summary>
internal static class RetrainingRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<RetrainHandler>(MaasRoutes.Retrain, "api/models/{name}/retrain", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context))
            with { Limits = RouteLimits.Traffic },
        MaasRoute.Get<RetrainStateHandler>(MaasRoutes.ShowRetraining, "api/models/{name}/retrain", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Get<DatasetsHandler>(MaasRoutes.ListDatasets, "api/models/{name}/datasets", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
    ];
}
