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
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan EngineTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the aliases in use are looked up for a new version.</summary>
    /// <value>100 ms to 1 day; default 10 s.</value>
    [DurationRange("00:00:00.1", "1.00:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many references (model and alias, or model and version) stay loaded; the least recently used is let go first.</summary>
    /// <value>1 to 1,000; default 16.</value>
    [Range(1, 1000)]
    public int MaxLoaded { get; set; } = 16;

    /// <summary>
    /// A model package that answers for the champion of the default model while the registry cannot be reached or has no version yet. A
    /// relative path is looked for under the working directory first and then beside the program.
    /// </summary>
    /// <value>Default <c>packaged.maas</c> beside the program if that is there, else none.</value>
    public string? PackagedModel { get; set; }

    /// <summary>How long the registry may take at the first request before the packaged model answers, where there is one.</summary>
    /// <value>0 to 5 minutes; default 3 s.</value>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan PackagedModelAfter { get; set; } = TimeSpan.FromSeconds(3);
}
