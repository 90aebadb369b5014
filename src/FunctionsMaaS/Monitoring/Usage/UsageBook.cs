using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>What every model that answered did since this process began, as far back as is kept. Thread-safe.</summary>
internal sealed class UsageBook(IOptions<MonitoringOptions> options, TimeProvider time)
{
    /// <summary>Today and yesterday stay whole, as their files are written whole: a storage may be down for a day.</summary>
    private static readonly TimeSpan Complete = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<string, ModelUsage> _models = new(StringComparer.Ordinal);
    private readonly TimeSpan _kept = (options.Value.Window > Complete ? options.Value.Window : Complete) + UsageSlot.Hour;

    /// <summary>When counting began, UTC.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public IEnumerable<ModelUsage> Models => _models.Values;

    /// <summary>The present minute of a model that answers.</summary>
    public UsageSlot Now(string model)
    {
        if (!_models.TryGetValue(model, out var usage))
            usage = _models.GetOrAdd(model, new ModelUsage(model, _kept));
        return usage.At(time.GetUtcNow());
    }

    /// <summary>A model that has answered before: others get no place, since callers choose the names.</summary>
    public bool TryFind(string model, [NotNullWhen(true)] out ModelUsage? usage) => _models.TryGetValue(model, out usage);
}
