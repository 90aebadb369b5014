using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that move aliases, delete, archive and annotate versions, and tell who moved and deleted.</summary>
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

    /// <summary><c>PATCH /api/models/{name}</c></summary>
    [Function(MaasRoutes.AnnotateModel)]
    public Task AnnotateModel([HttpTrigger(AuthorizationLevel.Admin, "patch", Route = "api/models/{name}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.AnnotateModel, cancellationToken);

    /// <summary><c>PATCH /api/models/{name}/versions/{version}</c></summary>
    [Function(MaasRoutes.AnnotateVersion)]
    public Task AnnotateVersion([HttpTrigger(AuthorizationLevel.Admin, "patch", Route = "api/models/{name}/versions/{version}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.AnnotateVersion, cancellationToken);

    /// <summary><c>DELETE /api/models/{name}/versions/{version}</c></summary>
    [Function(MaasRoutes.DeleteVersion)]
    public Task DeleteVersion([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/models/{name}/versions/{version}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.DeleteVersion, cancellationToken);
}
