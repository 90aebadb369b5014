using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The trigger that takes corrections.</summary>
public sealed class FeedbackTriggers(EndpointDispatcher dispatcher)
{
    /// <summary><c>POST /api/feedback</c></summary>
    [Function(MaasRoutes.Feedback)]
    public Task Feedback([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/feedback")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Feedback, cancellationToken);
}
