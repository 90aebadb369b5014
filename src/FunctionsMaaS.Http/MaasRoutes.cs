using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Feedback;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Limits;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.OpenApi;
using FunctionsMaaS.Http.OpenInference;
using FunctionsMaaS.Http.Playground;
using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Http.Rollouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Http;

/// <summary>One route of the service.</summary>
/// <param name="Name">The name of its endpoint, and of its function in Azure Functions.</param>
/// <param name="Methods">The methods it answers.</param>
/// <param name="Pattern">Its pattern, without a leading slash.</param>
/// <param name="Level">Who may call it.</param>
/// <param name="Handler">Answers it.</param>
public sealed record MaasRoute(string Name, IReadOnlyList<string> Methods, string Pattern, AccessLevel Level, RequestDelegate Handler)
{
    private static readonly string[] GetMethods = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] PostMethods = [HttpMethods.Post];
    private static readonly string[] PutMethods = [HttpMethods.Put];
    private static readonly string[] PatchMethods = [HttpMethods.Patch];
    private static readonly string[] DeleteMethods = [HttpMethods.Delete];

    /// <summary>The limits that hold for it.</summary>
    public RouteLimits Limits { get; init; } = RouteLimits.All;

    /// <summary>A route that reads.</summary>
    internal static MaasRoute Get(string name, string pattern, AccessLevel level, RequestDelegate handler) => new(name, GetMethods, pattern, level, handler);

    /// <summary>A route that reads, answered by a service that is made at the first request, so that faults of the configuration are reported together at start.</summary>
    internal static MaasRoute Get<T>(string name, string pattern, AccessLevel level, Func<T, HttpContext, Task> handle) where T : notnull =>
        Get(name, pattern, level, context => handle(context.RequestServices.GetRequiredService<T>(), context));

    /// <summary>A route that takes a body or does something, answered by a service that is made at the first request.</summary>
    internal static MaasRoute Post<T>(string name, string pattern, AccessLevel level, Func<T, HttpContext, Task> handle) where T : notnull =>
        new(name, PostMethods, pattern, level, context => handle(context.RequestServices.GetRequiredService<T>(), context));

    /// <summary>A route that puts something at its address, answered by a service that is made at the first request.</summary>
    internal static MaasRoute Put<T>(string name, string pattern, AccessLevel level, Func<T, HttpContext, Task> handle) where T : notnull =>
        new(name, PutMethods, pattern, level, context => handle(context.RequestServices.GetRequiredService<T>(), context));

    /// <summary>A route that changes a part of what is at its address, answered by a service that is made at the first request.</summary>
    internal static MaasRoute Patch<T>(string name, string pattern, AccessLevel level, Func<T, HttpContext, Task> handle) where T : notnull =>
        new(name, PatchMethods, pattern, level, context => handle(context.RequestServices.GetRequiredService<T>(), context));

    /// <summary>A route that removes what is at its address, answered by a service that is made at the first request.</summary>
    internal static MaasRoute Delete<T>(string name, string pattern, AccessLevel level, Func<T, HttpContext, Task> handle) where T : notnull =>
        new(name, DeleteMethods, pattern, level, context => handle(context.RequestServices.GetRequiredService<T>(), context));
}

/// <summary>The routes of the service, the same in both hosts.</summary>
public static class MaasRoutes
{
#pragma warning disable CS1591 // Each constant is the name of a route.
    public const string Classify = nameof(Classify);
    public const string Feedback = nameof(Feedback);
    public const string ShowFeedback = nameof(ShowFeedback);
    public const string RemoveFeedback = nameof(RemoveFeedback);
    public const string ListModels = nameof(ListModels);
    public const string ShowModel = nameof(ShowModel);
    public const string ShowVersion = nameof(ShowVersion);
    public const string ShowCard = nameof(ShowCard);
    public const string MoveAlias = nameof(MoveAlias);
    public const string Rollback = nameof(Rollback);
    public const string ShowLedger = nameof(ShowLedger);
    public const string ShowRollout = nameof(ShowRollout);
    public const string StartRollout = nameof(StartRollout);
    public const string FinishRollout = nameof(FinishRollout);
    public const string AbortRollout = nameof(AbortRollout);
    public const string AnnotateModel = nameof(AnnotateModel);
    public const string AnnotateVersion = nameof(AnnotateVersion);
    public const string DeleteVersion = nameof(DeleteVersion);
    public const string ShowStats = nameof(ShowStats);
    public const string Metrics = nameof(Metrics);
    public const string Retrain = nameof(Retrain);
    public const string ShowRetraining = nameof(ShowRetraining);
    public const string ListDatasets = nameof(ListDatasets);
    public const string HealthLive = nameof(HealthLive);
    public const string HealthReady = nameof(HealthReady);
    public const string ShowPage = nameof(ShowPage);
    public const string ShowPageFile = nameof(ShowPageFile);
    public const string V2Server = nameof(V2Server);
    public const string V2Live = nameof(V2Live);
    public const string V2Ready = nameof(V2Ready);
    public const string V2Model = nameof(V2Model);
    public const string V2ModelReady = nameof(V2ModelReady);
    public const string V2ModelVersion = nameof(V2ModelVersion);
    public const string V2ModelVersionReady = nameof(V2ModelVersionReady);
    public const string V2Infer = nameof(V2Infer);
    public const string V2InferVersion = nameof(V2InferVersion);
    public const string V2RepositoryIndex = nameof(V2RepositoryIndex);
    public const string Invocations = nameof(Invocations);
    public const string MlflowPing = nameof(MlflowPing);
    public const string MlflowHealth = nameof(MlflowHealth);
    public const string MlflowVersion = nameof(MlflowVersion);
    public const string OpenApi = nameof(OpenApi);
    public const string Docs = nameof(Docs);
    public const string DocsFile = nameof(DocsFile);
    public const string NotFound = nameof(NotFound);
#pragma warning restore CS1591

    /// <summary>The part of a pattern that names a model: keys that are not for it are refused before the endpoint runs.</summary>
    public const string ModelParameter = "name";

    /// <summary>Every route but the last, <see cref="NotFound"/>, which takes what no other does.</summary>
    public static IReadOnlyList<MaasRoute> Table { get; } =
    [
        .. ClassifyRoutes.All,
        .. FeedbackRoutes.All,
        .. ModelsRoutes.All,
        .. LifecycleRoutes.All,
        .. RolloutRoutes.All,
        .. RetrainingRoutes.All,
        .. MonitoringRoutes.All,
        .. HealthRoutes.All,
        .. PageRoutes.All,
        .. OpenInferenceRoutes.All,
        .. MlflowRoutes.All,
        .. OpenApiRoutes.All,
    ];

    /// <summary>Maps every route as a named endpoint.</summary>
    public static void MapMaas(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        foreach (var route in Table)
        {
            routes.MapMethods(route.Pattern, route.Methods, route.Handler)
                .WithName(route.Name)
                .WithDisplayName(route.Name)
                .WithMetadata(new RequiredAccess(route.Level), new LimitedBy(route.Limits));
        }

        routes.Map("{**path}", Fallback.HandleAsync).WithName(NotFound).WithDisplayName(NotFound).WithOrder(int.MaxValue);
    }
}
