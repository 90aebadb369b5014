using System.Collections.Concurrent;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>What one model did in a minute or an hour. Thread-safe.</summary>
/// <param name="start">The begin, UTC, a whole minute or hour.</param>
/// <param name="length">A minute or an hour.</param>
internal sealed class UsageSlot(DateTimeOffset start, TimeSpan length)
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<int, VersionUsage> _versions = new();
    private readonly ConcurrentDictionary<string, KeyUsage> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, RolloutUsage> _rollouts = new();
    private long _unanswered;

    public DateTimeOffset Start => start;

    public TimeSpan Length => length;

    public IReadOnlyDictionary<int, VersionUsage> Versions => _versions;

    public IReadOnlyDictionary<string, KeyUsage> Keys => _keys;

    public IReadOnlyDictionary<Guid, RolloutUsage> Rollouts => _rollouts;

    /// <summary>Requests that failed before a version was found for them.</summary>
    public long Unanswered => Volatile.Read(ref _unanswered);

    public long Requests => Unanswered + _versions.Values.Sum(v => v.Requests);

    public long Errors => Unanswered + _versions.Values.Sum(v => v.Errors);

    public long Texts => _versions.Values.Sum(v => v.Texts);

    public VersionUsage Version(int number, IReadOnlyList<string> labels) =>
        _versions.TryGetValue(number, out var version) ? version : _versions.GetOrAdd(number, new VersionUsage(Known(labels)));

    public RolloutUsage Rollout(Guid id) => _rollouts.GetOrAdd(id, static _ => new());

    public void CountUnanswered(long requests = 1) => Interlocked.Add(ref _unanswered, requests);

    public void CountKey(string id, long requests, long texts) => _keys.GetOrAdd(id, static _ => new()).Add(requests, texts);

    public void Add(UsageSlot other)
    {
        CountUnanswered(other.Unanswered);
        foreach (var (number, version) in other._versions)
            Version(number, version.LabelNames).Add(version);
        foreach (var (id, key) in other._keys)
            CountKey(id, key.Requests, key.Texts);
        foreach (var (id, rollout) in other._rollouts)
            Rollout(id).Add(rollout);
    }

    /// <summary>Durations of a stage, of all versions.</summary>
    public DurationCounts Of(Stage stage)
    {
        var all = new DurationCounts();
        foreach (var version in _versions.Values)
            all.Add(version.Of(stage));
        return all;
    }

    /// <summary>The slot of one minute or hour that <paramref name="time"/> falls into begins here.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan length) => new(time.UtcTicks - (time.UtcTicks % length.Ticks), TimeSpan.Zero);

    /// <summary>The same labels, as another version here has them already: most versions of a model do, and the slot outlives their manifests.</summary>
    private IReadOnlyList<string> Known(IReadOnlyList<string> labels) =>
        _versions.Select(v => v.Value.LabelNames).FirstOrDefault(known => known.SequenceEqual(labels, StringComparer.Ordinal)) ?? labels;

    /// <summary>What a version did in some slots; <see langword="null"/> if nothing.</summary>
    public static VersionUsage? SumOf(IEnumerable<UsageSlot> slots, int version)
    {
        VersionUsage? sum = null;
        foreach (var slot in slots)
        {
            if (slot._versions.TryGetValue(version, out var usage))
                (sum ??= new(usage.LabelNames)).Add(usage);
        }

        return sum;
    }

    /// <summary>All of some slots, as one of the length of the longest.</summary>
    public static UsageSlot Sum(IEnumerable<UsageSlot> slots, DateTimeOffset start)
    {
        var sum = new UsageSlot(start, Hour);
        foreach (var slot in slots)
            sum.Add(slot);
        return sum;
    }
}
