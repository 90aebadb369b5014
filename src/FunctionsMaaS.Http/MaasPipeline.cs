using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.CrossOrigin;
using FunctionsMaaS.Http.Limits;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsMaaS.Http;

/// <summary>The middleware that every request passes, in both hosts, between the host and its endpoint.</summary>
public static class MaasPipeline
{
    /// <summary>Adds the middleware. Endpoints must be chosen before it, by routing or by <see cref="EndpointDispatcher"/>.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="checkKeys">Whether keys are checked here; the Functions host has done it already.</param>
    public static IApplicationBuilder UseMaas(this IApplicationBuilder app, bool checkKeys)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<MonitoringMiddleware>();
        app.Use(static (context, next) =>
        {
            ResponseHeaders.Apply(context.Response);
            return next(context);
        });
        app.UseCrossOrigin();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<CallerMiddleware>(checkKeys);
        app.UseMiddleware<DeadlineMiddleware>();
        app.UseMiddleware<TrafficMiddleware>(!checkKeys);
        app.UseMiddleware<AccessMiddleware>();
        return app;
    }
}

/// <summary>
/// The same pipeline for a host that does its own routing: runs the endpoint of a name, with the route values that the host has set.
/// Thread-safe.
/// </summary>
public sealed class EndpointDispatcher
{
    private readonly Dictionary<string, Endpoint> _endpoints;
    private readonly RequestDelegate _pipeline;

    /// <summary>Builds the pipeline and every named endpoint of <see cref="MaasRoutes"/>.</summary>
    public EndpointDispatcher(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var routes = new Routes(services);
        routes.MapMaas();
        _endpoints = routes.DataSources.SelectMany(s => s.Endpoints).ToDictionary(e => e.Metadata.GetRequiredMetadata<EndpointNameMetadata>().EndpointName);
        var app = new ApplicationBuilder(services);
        app.UseMaas(checkKeys: false);
        app.Run(static context => context.GetEndpoint()!.RequestDelegate!(context));
        _pipeline = app.Build();
    }

    /// <summary>Runs the endpoint called <paramref name="name"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">A name of <see cref="MaasRoutes"/>.</param>
    /// <param name="cancellationToken">The host's own token; it ends the request like a client that goes away.</param>
    public async Task DispatchAsync(HttpContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, cancellationToken);
        context.RequestAborted = either.Token;
        context.SetEndpoint(_endpoints[name]);
        await _pipeline(context);
    }

    private sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
