using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that describe the others.</summary>
public sealed class OpenApiTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /api/openapi.json</c></summary>
    [Function(MaasRoutes.OpenApi)]
    public Task OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.OpenApi, cancellationToken);

    /// <summary><c>GET /api/docs</c></summary>
    [Function(MaasRoutes.Docs)]
    public Task Docs([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Docs, cancellationToken);

    /// <summary><c>GET /api/docs/{file}</c></summary>
    [Function(MaasRoutes.DocsFile)]
    public Task DocsFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs/{file}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.DocsFile, cancellationToken);
}
