using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The trigger that classifies.</summary>
public sealed class ClassifyTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>POST /api/classify</c></summary>
    [Function(MaasRoutes.Classify)]
    public Task Classify([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/classify")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Classify, cancellationToken);
}
