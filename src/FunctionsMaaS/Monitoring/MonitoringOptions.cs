using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Monitoring;

/// <summary>What is counted and kept: section <c>Maas:Monitoring</c>.</summary>
public sealed class MonitoringOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Monitoring";

    /// <summary>How far back statistics and drift look.</summary>
    /// <value>1 hour to 7 days; default 1 day.</value>
    [DurationRange("01:00:00", "7.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often counts are written to the storage, where other instances and the next start find them.</summary>
    /// <value>10 s to 1 day; default 1 minute.</value>
    [DurationRange("00:00:10", "1.00:00:00")]
    public TimeSpan WriteInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The Blob container that counts are written to; it must exist. A folder registry keeps them beside the models instead.</summary>
    /// <value>A container name; <see langword="null"/>, the default, keeps counts in memory where the registry is Blob Storage.</value>
    [RegularExpression("[a-z0-9](-?[a-z0-9]){2,62}")]
    public string? Container { get; set; }

    /// <summary>How long written counts are kept.</summary>
    /// <value>1 to 3,650 days; default 30.</value>
    [Range(1, 3650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>The age of champion or dataset from which on they are called aging.</summary>
    /// <value>1 hour to 10 years; default 14 days.</value>
    [DurationRange("01:00:00", "3650.00:00:00")]
    public TimeSpan AgingAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>The age of champion or dataset from which on they are called stale.</summary>
    /// <value>1 hour to 10 years; default 30 days.</value>
    [DurationRange("01:00:00", "3650.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromDays(30);
}
