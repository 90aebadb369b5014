using System.Diagnostics;

namespace FunctionsMaaS.Monitoring;

/// <summary>The names under which telemetry is found: docs/monitoring.md lists all there is.</summary>
public static class MaasTelemetry
{
    /// <summary>The meter, and the source of activities.</summary>
    public const string Name = "FunctionsMaaS";

    /// <summary>Makes the activities: requests, classifications, loads, retrainings.</summary>
    internal static readonly ActivitySource Source = new(Name);

    internal const string Texts = "maas.texts";
    internal const string Model = "maas.model";
    internal const string Version = "maas.version";
    internal const string Label = "maas.label";
    internal const string Alias = "maas.alias";
    internal const string Stage = "maas.stage";
    internal const string Outcome = "maas.outcome";
    internal const string Arm = "maas.rollout.arm";
    internal const string Signal = "maas.drift.signal";
    internal const string Key = "maas.key.id";
    internal const string Currency = "maas.currency";
    internal const string ErrorType = "error.type";
    internal const string Method = "http.request.method";
    internal const string Route = "http.route";
    internal const string Status = "http.response.status_code";
}
