using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Testing.Http.Privacy;

/// <summary>Everything that a host says beside its answers: logs of every level with scopes, metrics, activities; and what it wrote to its storage.</summary>
public sealed class Evidence : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Where, string What)> _said = new();
    private readonly MeterListener _metrics = new();
    private readonly ActivityListener _activities = new() { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
    private readonly LoggerExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public Evidence()
    {
        _metrics.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Measured(instrument, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Measured(instrument, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Measured(instrument, tags));
        _metrics.Start();
        _activities.ActivityStopped = Stopped;
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>How much was said of each kind, to know that somebody listened.</summary>
    public IReadOnlyDictionary<string, int> Counts => _said.GroupBy(s => s.Where.Split(' ')[0]).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>Where a marker was found, in whatever case; empty if nowhere.</summary>
    /// <param name="marker">The marker.</param>
    /// <param name="except">Places that are not looked at.</param>
    public IReadOnlyList<string> Find(string marker, Func<string, bool>? except = null) =>
        [.. _said.Where(s => !(except?.Invoke(s.Where) ?? false) && s.What.Contains(marker, StringComparison.OrdinalIgnoreCase)).Select(s => $"{s.Where}: {s.What}").Distinct()];

    /// <summary>Asks the gauges.</summary>
    public void Observe() => _metrics.RecordObservableInstruments();

    /// <summary>Reads every object of a storage.</summary>
    public async Task ReadAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        await foreach (var path in store.ListTreeAsync(ObjectKey.Of("models"), cancellationToken))
        {
            var found = await store.ReadAsync(ObjectKey.Of(["models", .. path.Split('/')]), null, int.MaxValue, cancellationToken);
            Note($"file models/{path}", Encoding.UTF8.GetString(found.Content.Span));
        }
    }

    public void Note(string where, string what) => _said.Enqueue((where, what));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
        // This is the one that everything is told to.
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _activities.Dispose();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
            text.Append(name).Append('=').Append(value).Append(' ');
        Note($"metric {instrument.Meter.Name}/{instrument.Name}", text.ToString());
    }

    private void Stopped(Activity activity)
    {
        var tags = activity.TagObjects.Select(t => $"{t.Key}={t.Value}").Concat(activity.Baggage.Select(b => $"{b.Key}={b.Value}"))
            .Concat(activity.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name} {t.Key}={t.Value}")));
        Note($"activity {activity.Source.Name}", $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', tags)}");
    }

    private sealed class Logger(Evidence evidence, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => evidence._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = new StringBuilder().Append(formatter(state, exception)).Append(' ').Append(exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                text.AppendJoin(' ', values.Select(v => $"{v.Key}={v.Value}"));
            evidence.Note($"log {category}", text.ToString());
            evidence._scopes.ForEachScope((scope, to) => to.Note($"scope {scope?.GetType()}", scope is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : $"{scope}"), evidence);
        }
    }
}
