using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Retraining;
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
public sealed record MaasRoute(string Name, IReadOnlyList<string> Methods, string Pattern, AccessLevel Level);

/// <summary>The routes of the service, the same in both hosts.</summary>
public static class MaasRoutes
{
#pragma warning disable CS1591 // Each constant is the name of the route of the table below.
    public const string Classify = nameof(Classify);
    public const string ListModels = nameof(ListModels);
    public const string ShowModel = nameof(ShowModel);
    public const string ShowVersion = nameof(ShowVersion);
    public const string Retrain = nameof(Retrain);
    public const string HealthLive = nameof(HealthLive);
    public const string HealthReady = nameof(HealthReady);
    public const string NotFound = nameof(NotFound);
#pragma warning restore CS1591

    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];

    /// <summary>Every route but the last, <see cref="NotFound"/>, which takes what no other does.</summary>
    public static IReadOnlyList<MaasRoute> Table { get; } =
    [
        new(Classify, Post, "api/classify", AccessLevel.Function),
        new(ListModels, Get, "api/models", AccessLevel.Function),
        new(ShowModel, Get, "api/models/{name}", AccessLevel.Function),
        new(ShowVersion, Get, "api/models/{name}/versions/{version}", AccessLevel.Function),
        new(Retrain, Post, "api/models/{name}/retrain", AccessLevel.Admin),
        new(HealthLive, Get, "api/health/live", AccessLevel.Anonymous),
        new(HealthReady, Get, "api/health/ready", AccessLevel.Anonymous),
    ];

    /// <summary>Maps every route as a named endpoint.</summary>
    public static void MapMaas(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        foreach (var route in Table)
        {
            routes.MapMethods(route.Pattern, route.Methods, Handler(route.Name))
                .WithName(route.Name)
                .WithDisplayName(route.Name)
                .WithMetadata(new RequiredAccess(route.Level));
        }

        routes.Map("{**path}", Fallback.HandleAsync).WithName(NotFound).WithDisplayName(NotFound).WithOrder(int.MaxValue);
    }

    /// <summary>Handlers are made at the first request, so that faults of the configuration are reported together at start.</summary>
    private static RequestDelegate Handler(string name) => name switch
    {
        Classify => context => Service<ClassifyHandler>(context).HandleAsync(context),
        ListModels => context => Service<ModelsHandlers>(context).ListAsync(context),
        ShowModel => context => Service<ModelsHandlers>(context).ShowAsync(context),
        ShowVersion => context => Service<ModelsHandlers>(context).ShowVersionAsync(context),
        Retrain => context => Service<RetrainHandler>(context).HandleAsync(context),
        HealthLive => HealthHandlers.LiveAsync,
        HealthReady => context => Service<HealthHandlers>(context).ReadyAsync(context),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No handler has this name."),
    };

    private static T Service<T>(HttpContext context) where T : notnull => context.RequestServices.GetRequiredService<T>();
}
