using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that take corrections, show who sent them, and remove them.</summary>
public sealed class FeedbackTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>POST /api/feedback</c></summary>
    [Function(MaasRoutes.Feedback)]
    public Task Feedback([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/feedback")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Feedback, cancellationToken);

    /// <summary><c>GET /api/models/{name}/feedback</c></summary>
    [Function(MaasRoutes.ShowFeedback)]
    public Task ShowFeedback([HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "api/models/{name}/feedback")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowFeedback, cancellationToken);

    /// <summary><c>DELETE /api/models/{name}/feedback</c></summary>
    [Function(MaasRoutes.RemoveFeedback)]
    public Task RemoveFeedback([HttpTrigger(AuthorizationLevel.Admin, "delete", Route = "api/models/{name}/feedback")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.RemoveFeedback, cancellationToken);
}
