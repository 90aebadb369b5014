using FunctionsMaaS.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Bench;

/// <summary>The product's routes and pipeline on Kestrel, on a free loopback port of this process.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<LoopbackServer> StartAsync(string registryPath, string model, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Maas:Registry:Path"] = registryPath,
            ["Maas:Model"] = model,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddFunctionsMaaS().UseBlobRegistry();
        builder.Services.AddMaasHttp();
        var app = builder.Build();
        app.UseRouting();
        app.UseMaas(checkKeys: settings?.Keys.Any(key => key.StartsWith("Maas:Keys:", StringComparison.Ordinal)) is true);
        app.MapMaas();
        await app.StartAsync(cancellationToken);
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
