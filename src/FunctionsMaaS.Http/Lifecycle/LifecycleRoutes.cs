using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>The routes that move aliases, and tell who did.</summary>
internal static class LifecycleRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Put<AliasHandlers>(MaasRoutes.MoveAlias, "api/models/{name}/aliases/{alias}", AccessLevel.Admin, static (handlers, context) => handlers.MoveAsync(context)),
        MaasRoute.Post<AliasHandlers>(MaasRoutes.Rollback, "api/models/{name}/rollback", AccessLevel.Admin, static (handlers, context) => handlers.RollBackAsync(context)),
        MaasRoute.Get<LedgerHandler>(MaasRoutes.ShowLedger, "api/models/{name}/ledger", AccessLevel.Admin, static (handler, context) => handler.HandleAsync(context)),
    ];
}
