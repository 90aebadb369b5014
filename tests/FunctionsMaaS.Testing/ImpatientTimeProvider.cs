namespace FunctionsMaaS.Testing;

/// <summary>A clock that moves only when somebody waits on it, and then at once to the moment waited for: what takes a minute takes no time, in the same steps.</summary>
public sealed class ImpatientTimeProvider : TimeProvider
{
    private long _ticks;

    /// <summary>How long was waited in all.</summary>
    public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
