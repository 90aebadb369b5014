namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>What one model did lately: by minutes for an hour, by hours before that. Thread-safe; a lock is taken once a minute.</summary>
/// <param name="name">The model.</param>
/// <param name="kept">How far back hours are kept.</param>
internal sealed class ModelUsage(string name, TimeSpan kept)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<UsageSlot> _minutes = [];
    private readonly LinkedList<UsageSlot> _hours = [];
    private UsageSlot? _current;

    public string Name => name;

    /// <summary>The slot of the minute that <paramref name="now"/> is in; a clock that goes back counts into the latest.</summary>
    public UsageSlot At(DateTimeOffset now)
    {
        var current = Volatile.Read(ref _current);
        return current is not null && now < current.Start + UsageSlot.Minute ? current : Begin(UsageSlot.Floor(now, UsageSlot.Minute));
    }

    /// <summary>All slots, the oldest first.</summary>
    public IReadOnlyList<UsageSlot> Slots()
    {
        lock (_gate)
            return [.. _hours, .. _minutes];
    }

    private UsageSlot Begin(DateTimeOffset minute)
    {
        lock (_gate)
        {
            if (_current is { } latest && latest.Start >= minute)
                return latest;
            var slot = new UsageSlot(minute, UsageSlot.Minute);
            _minutes.AddLast(slot);
            while (_minutes.First!.Value.Start <= minute - UsageSlot.Hour)
                MoveToHours(_minutes.First.Value);
            while (_hours.First is { } first && first.Value.Start < minute - kept)
                _hours.RemoveFirst();
            Volatile.Write(ref _current, slot);
            return slot;
        }
    }

    private void MoveToHours(UsageSlot minute)
    {
        _minutes.RemoveFirst();
        var start = UsageSlot.Floor(minute.Start, UsageSlot.Hour);
        if (_hours.Last is not { } last || last.Value.Start != start)
            last = _hours.AddLast(new UsageSlot(start, UsageSlot.Hour));
        last.Value.Add(minute);
    }
}
