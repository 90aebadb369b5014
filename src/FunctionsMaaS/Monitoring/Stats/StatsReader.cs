using System.Collections.Concurrent;
using System.Text.Json;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>Adds up what all instances counted, those that are gone included. Thread-safe.</summary>
internal sealed class StatsReader(UsageBook book, StatsStorage storage, IOptions<MonitoringOptions> options, TimeProvider time, ILogger<StatsReader> logger)
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int Readers = 8;

    /// <summary>Files are read again when they are older than this: nobody makes the storage work by asking often.</summary>
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, CachedOthers> _others = new(StringComparer.Ordinal);

    /// <summary>The window that ends now.</summary>
    /// <param name="model">A model that exists.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<UsageWindow> ReadAsync(string model, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - options.Value.Window;
        var others = await OthersAsync(model, since, now, cancellationToken);
        IReadOnlyList<UsageSlot> own = book.TryFind(model, out var usage) ? usage.Slots() : [];
        UsageSlot[] slots = [.. others.SelectMany(o => o).Concat(own).Where(s => s.Start + s.Length > since)];
        var instances = others.Count(o => o.Any(s => s.Start + s.Length > since)) + 1;
        return new(model, since, now, instances, EarliestOf(slots, since), slots);
    }

    private DateTimeOffset EarliestOf(UsageSlot[] slots, DateTimeOffset since)
    {
        var earliest = slots.Select(s => s.Start).Append(book.Since).Min();
        return earliest > since ? earliest : since;
    }

    private async Task<IReadOnlyList<UsageSlot[]>> OthersAsync(string model, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (storage.Store is not { } store)
            return [];
        if (_others.TryGetValue(model, out var cached) && now - cached.Read < CacheFor)
            return cached.Slots;
        var files = new ConcurrentBag<UsageSlot[]>();
        try
        {
            for (var day = StatsStorage.DayOf(since); day <= StatsStorage.DayOf(now); day = day.AddDays(1))
                await ReadDayAsync(store, model, day, files, cancellationToken);
        }
        catch (RegistryUnavailableException error)
        {
            logger.StatsNotRead(error.Message);
        }

        return (_others[model] = new(now, [.. files])).Slots;
    }

    private async Task ReadDayAsync(IObjectStore store, string model, DateOnly day, ConcurrentBag<UsageSlot[]> files, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var name in store.ListObjectsAsync(StatsStorage.FolderOf(model, day), cancellationToken))
        {
            if (name != storage.Instance + ".json")
                names.Add(name);
        }

        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken }, async (name, token) =>
        {
            var file = await store.ReadAsync(StatsStorage.KeyOf(model, day, name), null, MaxBytes, token);
            if (file.Status == StoredObjectStatus.Found && Parse(file.Content.Span, name) is { } slots)
                files.Add(slots);
        });
    }

    /// <summary>A file that somebody else damaged costs its counts, not the answer.</summary>
    private UsageSlot[]? Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, StatsJson.Default.StatsDocument) ?? throw new JsonException("It is null.");
            return [.. document.Slots.Select(s => s.ToSlot())];
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            logger.StatsNotRead($"{Printable.Quote(name)} is not a statistics file.");
            return null;
        }
    }

    private sealed record CachedOthers(DateTimeOffset Read, IReadOnlyList<UsageSlot[]> Slots);
}
