using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers of canaries and shadows.</summary>
public sealed class RolloutTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /api/models/{name}/rollout</c></summary>
    [Function(MaasRoutes.ShowRollout)]
    public Task ShowRollout([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}/rollout")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowRollout, cancellationToken);

    /// <summary><c>PUT /api/models/{name}/rollout</c></summary>
    [Function(MaasRoutes.StartRollout)]
    public Task StartRollout([HttpTrigger(AuthorizationLevel.Admin, "put", Route = "api/models/{name}/rollout")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.StartRollout, cancellationToken);

    /// <summary><c>POST /api/models/{name}/rollout/finish</c></summary>
    [Function(MaasRoutes.FinishRollout)]
    public Task FinishRollout([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/models/{name}/rollout/finish")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.FinishRollout, cancellationToken);

    /// <summary><c>POST /api/models/{name}/rollout/abort</c></summary>
    [Function(MaasRoutes.AbortRollout)]
    public Task AbortRollout([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/models/{name}/rollout/abort")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.AbortRollout, cancellationToken);
}
