using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers of the Open Inference Protocol, version 2.</summary>
public sealed class OpenInferenceTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>GET /v2</c></summary>
    [Function(MaasRoutes.V2Server)]
    public Task V2Server([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v2")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2Server, cancellationToken);

    /// <summary><c>GET /v2/health/live</c></summary>
    [Function(MaasRoutes.V2Live)]
    public Task V2Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/health/live")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2Live, cancellationToken);

    /// <summary><c>GET /v2/health/ready</c></summary>
    [Function(MaasRoutes.V2Ready)]
    public Task V2Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/health/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2Ready, cancellationToken);

    /// <summary><c>GET /v2/models/{name}</c></summary>
    [Function(MaasRoutes.V2Model)]
    public Task V2Model([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v2/models/{name}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2Model, cancellationToken);

    /// <summary><c>GET /v2/models/{name}/ready</c></summary>
    [Function(MaasRoutes.V2ModelReady)]
    public Task V2ModelReady([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v2/models/{name}/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2ModelReady, cancellationToken);

    /// <summary><c>GET /v2/models/{name}/versions/{version}</c></summary>
    [Function(MaasRoutes.V2ModelVersion)]
    public Task V2ModelVersion([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v2/models/{name}/versions/{version}")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2ModelVersion, cancellationToken);

    /// <summary><c>GET /v2/models/{name}/versions/{version}/ready</c></summary>
    [Function(MaasRoutes.V2ModelVersionReady)]
    public Task V2ModelVersionReady([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v2/models/{name}/versions/{version}/ready")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2ModelVersionReady, cancellationToken);

    /// <summary><c>POST /v2/models/{name}/infer</c></summary>
    [Function(MaasRoutes.V2Infer)]
    public Task V2Infer([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v2/models/{name}/infer")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2Infer, cancellationToken);

    /// <summary><c>POST /v2/models/{name}/versions/{version}/infer</c></summary>
    [Function(MaasRoutes.V2InferVersion)]
    public Task V2InferVersion([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v2/models/{name}/versions/{version}/infer")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2InferVersion, cancellationToken);

    /// <summary><c>POST /v2/repository/index</c></summary>
    [Function(MaasRoutes.V2RepositoryIndex)]
    public Task V2RepositoryIndex([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v2/repository/index")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.V2RepositoryIndex, cancellationToken);
}
