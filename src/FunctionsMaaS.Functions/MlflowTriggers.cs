using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers of MLflow's scoring server.</summary>
public sealed class MlflowTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>POST /invocations</c></summary>
    [Function(MaasRoutes.Invocations)]
    public Task Invocations([HttpTrigger(AuthorizationLevel.Function, "post", Route = "invocations")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Invocations, cancellationToken);

    /// <summary><c>GET /ping</c></summary>
    [Function(MaasRoutes.MlflowPing)]
    public Task MlflowPing([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "ping")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.MlflowPing, cancellationToken);

    /// <summary><c>GET /health</c></summary>
    [Function(MaasRoutes.MlflowHealth)]
    public Task MlflowHealth([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.MlflowHealth, cancellationToken);

    /// <summary><c>GET /version</c></summary>
    [Function(MaasRoutes.MlflowVersion)]
    public Task MlflowVersion([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "version")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.MlflowVersion, cancellationToken);
}
