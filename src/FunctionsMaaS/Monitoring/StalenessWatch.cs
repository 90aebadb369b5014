using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring;

/// <summary>Knows how old the datasets of loaded champions are without asking the registry each time. Thread-safe.</summary>
internal sealed class StalenessWatch(
    ModelRegistry registry, PredictionEnginePool<TextInput, TextPrediction> pool, IOptions<MonitoringOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (int Version, DateTimeOffset Since)> _datasets = new(StringComparer.Ordinal);

    /// <summary>Looks up what champions were loaded since the last call.</summary>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        foreach (var champion in pool.Loaded.Where(l => l.Reference.Alias == ModelReference.Champion).Select(l => l.Manifest))
        {
            if (_datasets.TryGetValue(champion.Name!, out var known) && known.Version == champion.Version)
                continue;
            var now = time.GetUtcNow();
            var staleness = await Staleness.OfAsync(registry, champion, now, options.Value, cancellationToken);
            if (staleness.DatasetAge is { } age)
                _datasets[champion.Name!] = (champion.Version!.Value, now - age);
            else
                _datasets.TryRemove(champion.Name!, out _);
        }
    }

    /// <summary>Ages in seconds, by model.</summary>
    public IEnumerable<Measurement<double>> DatasetAges(DateTimeOffset now) =>
        _datasets.Select(d => new Measurement<double>((now - d.Value.Since).TotalSeconds, new KeyValuePair<string, object?>(MaasTelemetry.Model, d.Key)));
}
