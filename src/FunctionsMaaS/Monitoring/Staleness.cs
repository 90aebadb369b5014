using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Monitoring;

/// <summary>Whether a model is due for retraining by its age.</summary>
public enum StalenessLevel
{
    /// <summary>Younger than <see cref="MonitoringOptions.AgingAfter"/>.</summary>
    Fresh,

    /// <summary>From <see cref="MonitoringOptions.AgingAfter"/> on.</summary>
    Aging,

    /// <summary>From <see cref="MonitoringOptions.StaleAfter"/> on.</summary>
    Stale,
}

/// <summary>How old a champion and its dataset are.</summary>
/// <param name="ChampionAge">Since the champion was trained or imported.</param>
/// <param name="DatasetAge">Since a version was first trained on this dataset; <see langword="null"/> for an imported model.</param>
/// <param name="Level">The level of the older of the two.</param>
public sealed record Staleness(TimeSpan ChampionAge, TimeSpan? DatasetAge, StalenessLevel Level)
{
    /// <summary>So many versions are looked back through at most.</summary>
    private const int MaxLookBack = 50;

    /// <summary>The ages of a champion.</summary>
    /// <param name="registry">Has the versions before it.</param>
    /// <param name="champion">The champion's manifest.</param>
    /// <param name="now">The present time, UTC.</param>
    /// <param name="options">The levels.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public static async Task<Staleness> OfAsync(
        ModelRegistry registry, ModelManifest champion, DateTimeOffset now, MonitoringOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(options);
        var championAge = Age(champion.Created, now);
        TimeSpan? datasetAge = champion.Dataset is null ? null : Age(await FirstTrainedAsync(registry, champion, cancellationToken), now);
        return new(championAge, datasetAge, LevelOf(datasetAge > championAge ? datasetAge.Value : championAge, options));
    }

    /// <summary>When the oldest version of the unbroken row of versions of the same dataset was made.</summary>
    private static async Task<DateTimeOffset> FirstTrainedAsync(ModelRegistry registry, ModelManifest champion, CancellationToken cancellationToken)
    {
        var first = champion.Created;
        var earlier = (await registry.ListVersionsAsync(champion.Name!, cancellationToken)).Where(v => v < champion.Version).Take(MaxLookBack);
        foreach (var version in earlier)
        {
            if (await TryReadAsync(registry, champion.Name!, version, cancellationToken) is not { } manifest || manifest.Dataset?.Digest != champion.Dataset!.Digest)
                break;
            first = manifest.Created < first ? manifest.Created : first;
        }

        return first;
    }

    private static async Task<ModelManifest?> TryReadAsync(ModelRegistry registry, string name, int version, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.GetManifestAsync(name, version, cancellationToken);
        }
        catch (Exception error) when (error is ModelPackageException or ModelNotFoundException)
        {
            return null;
        }
    }

    private static StalenessLevel LevelOf(TimeSpan age, MonitoringOptions options) =>
        age >= options.StaleAfter ? StalenessLevel.Stale : age >= options.AgingAfter ? StalenessLevel.Aging : StalenessLevel.Fresh;

    private static TimeSpan Age(DateTimeOffset since, DateTimeOffset now) => now > since ? now - since : TimeSpan.Zero;
}
