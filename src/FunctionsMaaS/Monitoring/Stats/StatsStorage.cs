using System.Globalization;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>
/// Where counts are kept: <c>models/&lt;name&gt;/stats/&lt;day&gt;/&lt;instance&gt;.json</c>, one writer to a file. Beside the models in a
/// folder or in memory; on Blob Storage in a container of their own, since who classifies may not write models, or nowhere.
/// </summary>
internal sealed class StatsStorage
{
    private const string DayFormat = "yyyy-MM-dd";

    public StatsStorage(IObjectStore registry, IEnumerable<IObjectStoreFactory> factories, IOptions<RegistryOptions> options, IOptions<MonitoringOptions> monitoring)
    {
        var registryOptions = options.Value;
        if (!registryOptions.HasContainers)
            Store = registry;
        else if (monitoring.Value.Container is { } container)
            Store = factories.FirstOrDefault(f => f.CanOpen(registryOptions.Kind))?.Open(registryOptions.InContainer(container));
    }

    /// <summary>The storage; <see langword="null"/> if counts stay in memory.</summary>
    public IObjectStore? Store { get; }

    /// <summary>Names this process: a restart is another instance, whose predecessor's files stay and are read.</summary>
    public string Instance { get; } = Guid.NewGuid().ToString("N");

    public static ObjectKey FolderOf(string model) => ObjectKey.Of("models", model, "stats");

    public static ObjectKey FolderOf(string model, DateOnly day) => ObjectKey.Of("models", model, "stats", day.ToString(DayFormat, CultureInfo.InvariantCulture));

    public static ObjectKey KeyOf(string model, DateOnly day, string file) =>
        ObjectKey.Of("models", model, "stats", day.ToString(DayFormat, CultureInfo.InvariantCulture), file);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    public static DateOnly? DayOf(string folder) =>
        DateOnly.TryParseExact(folder, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
