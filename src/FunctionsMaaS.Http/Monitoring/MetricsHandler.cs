using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Problems;
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

    /// <exception cref="ProblemException">The caller's key is for some models, and metrics are of all.</exception>
    public Task HandleAsync(HttpContext context) => Caller.Of(context).Models.Count == 0
        ? _exporter.Value.Scrape(context)
        : throw new ProblemException(ProblemKind.ModelNotAllowed, "This key is for some models, and metrics are of all; a model's statistics are at /api/models/{name}/stats.");

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
