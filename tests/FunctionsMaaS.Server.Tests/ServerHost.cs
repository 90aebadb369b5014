using System.Net;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FunctionsMaaS.Server.Tests;

/// <summary>The server in this process, with a registry of the test's and no training on start.</summary>
internal sealed class ServerHost : HttpHost
{
    private readonly WebApplicationFactory<Program> _factory;

    public ServerHost(HttpHostSetup setup, IPAddress? caller = null)
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            foreach (var (name, value) in setup.Settings.Where(s => s.Value is not null))
                web.UseSetting(name, value);
            web.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton(setup.Store));
                services.AddSingleton<IModelFormat, StubFormat>();
                services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(Bootstrapper)));
                services.AddSingleton<IStartupFilter>(new CallerAddress(caller ?? IPAddress.Loopback));
            });
        });
        Client = _factory.CreateClient();
    }

    public override HttpClient Client { get; }

    public PredictionEnginePool<TextInput, TextPrediction> Pool => _factory.Services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();

    public override ValueTask DisposeAsync()
    {
        Client.Dispose();
        return _factory.DisposeAsync();
    }

    /// <summary>The test server has no connections; this gives every request the address it would have come from.</summary>
    private sealed class CallerAddress(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                context.Connection.RemoteIpAddress = address;
                return rest(context);
            });
            next(app);
        };
    }
}

public sealed class ServerConformanceTests : HttpConformanceTests
{
    protected override Task<HttpHost> StartAsync(HttpHostSetup setup) => Task.FromResult<HttpHost>(new ServerHost(setup));
}
