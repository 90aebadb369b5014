using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers of the page.</summary>
public sealed class PageTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /</c></summary>
    [Function(MaasRoutes.ShowPage)]
    public Task ShowPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{root:maxlength(0)?}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowPage, cancellationToken);

    /// <summary><c>GET /page/{file}</c></summary>
    [Function(MaasRoutes.ShowPageFile)]
    public Task ShowPageFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "page/{file}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowPageFile, cancellationToken);
}
