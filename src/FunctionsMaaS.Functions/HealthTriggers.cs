using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that say how the service is, and that there is nothing at an address.</summary>
public sealed class HealthTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /api/health/live</c></summary>
    [Function(MaasRoutes.HealthLive)]
    public Task HealthLive([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/live")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.HealthLive, cancellationToken);

    /// <summary><c>GET /api/health/ready</c></summary>
    [Function(MaasRoutes.HealthReady)]
    public Task HealthReady([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.HealthReady, cancellationToken);

    /// <summary>Everything else. The host matches functions in the order of their names, so this one sorts last.</summary>
    [Function("zz" + MaasRoutes.NotFound)]
    public Task NotFound(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request,
        CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.NotFound, cancellationToken);
}
