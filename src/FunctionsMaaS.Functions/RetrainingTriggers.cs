using System.Diagnostics.CodeAnalysis;
using FunctionsMaaS.Http;
using FunctionsMaaS.Retraining;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsMaaS.Functions;

/// <summary>The triggers that retrain: by hand, and on a schedule.</summary>
public sealed class RetrainingTriggers(EndpointDispatcher dispatcher, Retrainer retrainer)
{
    /// <summary>The name of the timer function.</summary>
    public const string OnSchedule = "RetrainOnSchedule";

    /// <summary><c>POST /api/models/{name}/retrain</c></summary>
    [Function(MaasRoutes.Retrain)]
    public Task Retrain([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/models/{name}/retrain")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.Retrain, cancellationToken);

    /// <summary><c>GET /api/models/{name}/retrain</c></summary>
    [Function(MaasRoutes.ShowRetraining)]
    public Task ShowRetraining([HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "api/models/{name}/retrain")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ShowRetraining, cancellationToken);

    /// <summary><c>GET /api/models/{name}/datasets</c></summary>
    [Function(MaasRoutes.ListDatasets)]
    public Task ListDatasets([HttpTrigger(AuthorizationLevel.Admin, "get", "head", Route = "api/models/{name}/datasets")] HttpRequest request, CancellationToken cancellationToken) =>
        dispatcher.DispatchAsync(request.HttpContext, MaasRoutes.ListDatasets, cancellationToken);

    /// <summary>At every time of <c>Maas__Retraining__Schedule</c>. The retrainer's own lock keeps it and runs by hand apart.</summary>
    [Function(OnSchedule)]
    [SuppressMessage("Style", "IDE0060:Remove unused parameter", Justification = "The trigger is an attribute of this parameter.")]
    public Task RetrainOnSchedule([TimerTrigger("%Maas:Retraining:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        retrainer.RunAsync("schedule", progress: null, cancellationToken);
}
