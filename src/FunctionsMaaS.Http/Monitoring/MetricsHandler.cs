using FunctionsMaaS.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>
/// <c>GET /api/metrics</c>, in Prometheus' text format. OpenTelemetry is loaded, and counting for Prometheus begins, with the first
/// scrape: docs/adr/0008 says what that saves, and that rates lose nothing by it.
/// </summary>
internal sealed class MetricsHandler(IServiceProvider services) : IDisposable
{
    private readonly Lazy<(MeterProvider Provider, RequestDelegate Scrape)> _exporter = new(() => Make(services));

    public Task HandleAsync(HttpContext context) => _exporter.Value.Scrape(context);

    public void Dispose()
    {
        if (_exporter.IsValueCreated)
            _exporter.Value.Provider.Dispose();
    }

    private static (MeterProvider Provider, RequestDelegate Scrape) Make(IServiceProvider services)
    {
        services.GetRequiredService<MaasGauges>();
        var provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(static resource => resource.AddMaas())
            .AddMaas()
            .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0)
            .Build();
        var app = new ApplicationBuilder(services);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(provider, static _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return (provider, app.Build());
    }
}
