using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>The routes that move aliases, delete, archive and annotate versions, and tell who moved and deleted.</summary>
internal static class LifecycleRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Put<AliasHandlers>(MaasRoutes.MoveAlias, "api/models/{name}/aliases/{alias}", AccessLevel.Admin, static (handlers, context) => handlers.MoveAsync(context)),
        MaasRoute.Post<AliasHandlers>(MaasRoutes.Rollback, "api/models/{name}/rollback", AccessLevel.Admin, static (handlers, context) => handlers.RollBackAsync(context)),
        MaasRoute.Get<LedgerHandler>(MaasRoutes.ShowLedger, "api/models/{name}/ledger", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Patch<AnnotationHandlers>(MaasRoutes.AnnotateModel, "api/models/{name}", AccessLevel.Admin, static (handlers, context) => handlers.ModelAsync(context)),
        MaasRoute.Patch<AnnotationHandlers>(MaasRoutes.AnnotateVersion, "api/models/{name}/versions/{version}", AccessLevel.Admin, static (handlers, context) => handlers.VersionAsync(context)),
        MaasRoute.Delete<DeleteHandler>(MaasRoutes.DeleteVersion, "api/models/{name}/versions/{version}", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
    ];
}
