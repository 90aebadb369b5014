using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>
/// Writes what this instance counted since it last did. What cannot be written is kept and tried again; nobody who classifies waits.
/// Thread-safe: one caller writes at a time, as a host that stops does not wait for the write under way for ever.
/// </summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class StatsWriter(UsageBook book, StatsStorage storage, IOptions<MonitoringOptions> options, TimeProvider time, ILogger<StatsWriter> logger)
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<string, (DateTimeOffset Time, (long Requests, long Texts) Counted)> _written = [];
    private DateOnly _swept;

    /// <summary>Writes the days of every model whose counts changed, and deletes what is past its time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (storage.Store is not { } store)
            return;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var model in book.Models)
            {
                foreach (var day in model.Slots().GroupBy(s => StatsStorage.DayOf(s.Start)))
                    await WriteAsync(store, model.Name, day.Key, [.. day], cancellationToken);
            }

            await SweepAsync(store, cancellationToken);
        }
        catch (RegistryUnavailableException error)
        {
            logger.StatsNotWritten(error.Message);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Nothing is counted into a day that is over, so that what memory has forgotten of it since is never written.</summary>
    private async Task WriteAsync(IObjectStore store, string model, DateOnly day, UsageSlot[] slots, CancellationToken cancellationToken)
    {
        var key = StatsStorage.KeyOf(model, day, storage.Instance + ".json");
        var (now, counted) = (time.GetUtcNow(), (slots.Sum(s => s.Requests), slots.Sum(s => s.Texts + s.Rollouts.Values.Sum(r => r.Events))));
        if (_written.TryGetValue(key.Value, out var last) && (last.Counted == counted || slots[^1].Start + slots[^1].Length <= last.Time))
            return;
        await store.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes(StatsDocument.Of(slots), StatsJson.Default.StatsDocument), WriteCondition.None, cancellationToken);
        _written[key.Value] = (now, counted);
    }

    private async Task SweepAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        var today = StatsStorage.DayOf(time.GetUtcNow());
        if (_swept == today)
            return;
        var oldest = today.AddDays(-options.Value.RetentionDays);
        foreach (var model in book.Models)
        {
            await foreach (var folder in store.ListFoldersAsync(StatsStorage.FolderOf(model.Name), cancellationToken))
            {
                if (StatsStorage.DayOf(folder) is { } day && day < oldest)
                    await DeleteAsync(store, model.Name, day, cancellationToken);
            }
        }

        _swept = today;
    }

    private static async Task DeleteAsync(IObjectStore store, string model, DateOnly day, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        await foreach (var file in store.ListObjectsAsync(StatsStorage.FolderOf(model, day), cancellationToken))
            files.Add(file);
        foreach (var file in files)
            await store.DeleteAsync(StatsStorage.KeyOf(model, day, file), cancellationToken);
    }
}
