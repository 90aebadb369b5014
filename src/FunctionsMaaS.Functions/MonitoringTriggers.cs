using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that say what the service did.</summary>
public sealed class MonitoringTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /api/models/{name}/stats</c></summary>
    [Function(MaasRoutes.ShowStats)]
    public Task ShowStats([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}/stats")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowStats, cancellationToken);

    /// <summary><c>GET /api/metrics</c></summary>
    [Function(MaasRoutes.Metrics)]
    public Task Metrics([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/metrics")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Metrics, cancellationToken);
}
