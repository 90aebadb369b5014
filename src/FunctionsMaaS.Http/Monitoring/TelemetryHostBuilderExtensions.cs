using FunctionsMaaS.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>Sends telemetry where the configuration says. Without any, nothing of OpenTelemetry is loaded.</summary>
public static class TelemetryHostBuilderExtensions
{
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The standard settings of OpenTelemetry that name a collector; the exporter reads these and the rest itself.</summary>
    private static readonly string[] Collectors =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"];

    /// <summary>
    /// Starts OpenTelemetry with the host if a collector (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or one of its kind) or Application Insights
    /// (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>) is configured, and sends metrics, traces and logs to the collector.
    /// <c>AddAzureMonitor()</c> of FunctionsMaaS.Azure sends them to Application Insights.
    /// </summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var toCollector = Collectors.Any(name => IsSet(builder, name));
        if (toCollector || IsSet(builder, ApplicationInsights))
            AddTelemetry(builder, toCollector);
        return builder;
    }

    /// <summary>A method of its own, so that OpenTelemetry is not loaded where it is not used.</summary>
    private static void AddTelemetry(IHostApplicationBuilder builder, bool toCollector)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics.AddMaas().AddInstrumentation(static services => services.GetRequiredService<MaasGauges>()))
            .WithTracing(static traces => traces.AddSource(MaasTelemetry.Name));
        if (!IsSet(builder, ServiceName))
            telemetry.ConfigureResource(static resource => resource.AddMaas());
        if (toCollector)
        {
            telemetry.WithMetrics(static metrics => metrics.AddOtlpExporter())
                .WithTracing(static traces => traces.AddOtlpExporter())
                .WithLogging(static logs => logs.AddOtlpExporter());
        }
    }

    private static bool IsSet(IHostApplicationBuilder builder, string name) => !string.IsNullOrWhiteSpace(builder.Configuration[name]);

    internal static MeterProviderBuilder AddMaas(this MeterProviderBuilder metrics) => metrics.AddMeter(MaasTelemetry.Name, "System.Runtime");

    internal static ResourceBuilder AddMaas(this ResourceBuilder resource) => resource.AddService("functionsmaas", serviceVersion: ProductVersion.Text);
}
