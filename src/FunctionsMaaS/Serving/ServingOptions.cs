using System.ComponentModel.DataAnnotations;

namespace FunctionsMaaS.Serving;

/// <summary>How models are loaded and lent: section <c>Maas:Serving</c>.</summary>
public sealed class ServingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Serving";

    /// <summary>Engines a version may have, that is, how many texts it scores at the same moment.</summary>
    /// <value>1 to 1,024; default two a processor.</value>
    [Range(1, 1024)]
    public int EnginesPerModel { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>How long a caller waits for a free engine before it is turned away.</summary>
    /// <value>0 to 5 minutes; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan EngineTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the aliases in use are looked up for a new version.</summary>
    /// <value>100 ms to 1 day; default 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many references (model and alias, or model and version) stay loaded; the least recently used is let go first.</summary>
    /// <value>1 to 1,000; default 16.</value>
    [Range(1, 1000)]
    public int MaxLoaded { get; set; } = 16;
}
