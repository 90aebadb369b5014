using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that move aliases, and tell who did.</summary>
public sealed class LifecycleTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>PUT /api/models/{name}/aliases/{alias}</c></summary>
    [Function(MaasRoutes.MoveAlias)]
    public Task MoveAlias([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "api/models/{name}/aliases/{alias}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.MoveAlias, cancellationToken);

    /// <summary><c>POST /api/models/{name}/rollback</c></summary>
    [Function(MaasRoutes.Rollback)]
    public Task Rollback([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/models/{name}/rollback")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Rollback, cancellationToken);

    /// <summary><c>GET /api/models/{name}/ledger</c></summary>
    [Function(MaasRoutes.ShowLedger)]
    public Task ShowLedger([HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "api/models/{name}/ledger")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowLedger, cancellationToken);
}
