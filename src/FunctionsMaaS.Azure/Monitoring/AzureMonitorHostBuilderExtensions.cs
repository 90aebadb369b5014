using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FunctionsMaaS.Azure.Monitoring;

/// <summary>Sends telemetry to Application Insights where the configuration says so. Without it, nothing of OpenTelemetry is loaded.</summary>
public static class AzureMonitorHostBuilderExtensions
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>
    /// Sends metrics, traces and logs to the component of <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>, if it is set; as the managed identity
    /// of <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c> (<c>ClientId=...;Authorization=AAD</c>), if that is set too.
    /// </summary>
    public static IHostApplicationBuilder AddAzureMonitor(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (string.IsNullOrWhiteSpace(builder.Configuration[ConnectionString]))
            return builder;
        AddExporter(builder);
        return builder;
    }

    /// <summary>The identity that an authentication string names; <see langword="null"/> if it asks for none.</summary>
    internal static TokenCredential? CredentialOf(string? authentication)
    {
        var parts = (authentication ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2)).Where(p => p.Length == 2)
            .ToLookup(p => p[0].Trim(), p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        if (!parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase))
            return null;
        return new ManagedIdentityCredential(
            parts["ClientId"].FirstOrDefault() is { } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);
    }

    /// <summary>A method of its own, so that the exporter is not loaded where it is not used.</summary>
    private static void AddExporter(IHostApplicationBuilder builder) => builder.Services.AddOpenTelemetry().UseAzureMonitorExporter(options =>
    {
        options.ConnectionString = builder.Configuration[ConnectionString];
        options.Credential = CredentialOf(builder.Configuration[Authentication]);
    });
}
