using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>The route that retrains.</summary>
internal static class RetrainingRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<RetrainHandler>(MaasRoutes.Retrain, "api/models/{name}/retrain", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
    ];
}
