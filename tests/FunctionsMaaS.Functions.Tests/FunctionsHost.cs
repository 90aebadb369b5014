using System.Reflection;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Functions.Tests;

/// <summary>
/// Runs the app's triggers as the Functions host does: the first function in the order of their names whose route and methods match
/// gets the request, with its route values set; an address without a function gets an empty 404.
/// </summary>
internal sealed class FunctionsHost : HttpHost
{
    private readonly WebApplication _app;

    private FunctionsHost(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    public override HttpClient Client { get; }

    public static async Task<HttpHost> StartAsync(HttpHostSetup setup)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(setup.Settings);
        builder.Services.AddSingleton(setup.Store);
        builder.Services.AddFunctionsMaaS();
        builder.Services.AddSingleton<IModelFormat, StubFormat>();
        builder.Services.AddMaasHttp();
        setup.Services(builder.Services);
        var app = builder.Build();
        app.Run(InvokeAsync);
        await app.StartAsync();
        return new FunctionsHost(app, app.GetTestClient());
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static Task InvokeAsync(HttpContext context)
    {
        foreach (var (name, method) in TriggerTable.Functions.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (!TriggerTable.Http.TryGetValue(name, out var trigger) || !trigger.Methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
                continue;
            var values = new RouteValueDictionary();
            if (Matches(TemplateParser.Parse(trigger.Route!), context, values))
                return InvokeAsync(context, method, values);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static bool Matches(RouteTemplate template, HttpContext context, RouteValueDictionary values)
    {
        if (!new TemplateMatcher(template, []).TryMatch(context.Request.Path, values))
            return false;
        var resolver = context.RequestServices.GetRequiredService<IInlineConstraintResolver>();
        var constraints = template.Parameters.Where(p => values.ContainsKey(p.Name!)).SelectMany(p => p.InlineConstraints, (p, inline) => (p.Name, inline.Constraint));
        return constraints.All(c => resolver.ResolveConstraint(c.Constraint)!.Match(context, null, c.Name!, values, RouteDirection.IncomingRequest));
    }

    private static Task InvokeAsync(HttpContext context, MethodInfo method, RouteValueDictionary values)
    {
        context.Request.RouteValues = values;
        var triggers = ActivatorUtilities.CreateInstance(context.RequestServices, method.DeclaringType!);
        return (Task)method.Invoke(triggers, [context.Request, CancellationToken.None])!;
    }
}

public sealed class FunctionsConformanceTests : HttpConformanceTests
{
    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => FunctionsHost.StartAsync(setup);
}
