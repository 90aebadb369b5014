using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers of the catalogue.</summary>
public sealed class ModelTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /api/models</c></summary>
    [Function(MaasRoutes.ListModels)]
    public Task ListModels([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ListModels, cancellationToken);

    /// <summary><c>GET /api/models/{name}</c></summary>
    [Function(MaasRoutes.ShowModel)]
    public Task ShowModel([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowModel, cancellationToken);

    /// <summary><c>GET /api/models/{name}/versions/{version}</c></summary>
    [Function(MaasRoutes.ShowVersion)]
    public Task ShowVersion([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}/versions/{version}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowVersion, cancellationToken);

    /// <summary><c>GET /api/models/{name}/versions/{version}/card</c></summary>
    [Function(MaasRoutes.ShowCard)]
    public Task ShowCard([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}/versions/{version}/card")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowCard, cancellationToken);
}
