using System.Numerics;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>
/// Durations counted into parts that grow with the duration, eight to each doubling: quantiles are exact to 7 %, two of these add up to
/// a third, and counting is one atomic increment. A doubling takes memory with its first duration: of the many there are for each version and
/// minute, most see durations of a few. Thread-safe.
/// </summary>
internal sealed class DurationCounts
{
    private const int SubBits = 3;
    private const int Sub = 1 << SubBits;

    /// <summary>Up to 2^34 ticks of 100 ns, half an hour; what is longer counts as that.</summary>
    private const int Length = (34 - SubBits + 1) * Sub;

    private readonly long[]?[] _doublings = new long[]?[Length / Sub];

    public long Total => Parts().Sum(p => p.Count);

    public void Add(TimeSpan duration) => Add(PartOf(Math.Max(0, duration.Ticks)), 1);

    public void Add(DurationCounts other)
    {
        foreach (var (part, count) in other.Parts())
            Add(part, count);
    }

    /// <summary>The duration that a share of all do not exceed; <see langword="null"/> if there is none.</summary>
    public TimeSpan? Quantile(double share)
    {
        (int Part, long Count)[] parts = [.. Parts()];
        var left = (long)Math.Ceiling(share * parts.Sum(p => p.Count));
        foreach (var (part, count) in parts)
        {
            left -= count;
            if (left <= 0)
                return MiddleOf(part);
        }
        return null;
    }

    /// <summary>The parts that are not empty, by index.</summary>
    public SortedDictionary<int, long> ToSparse() => new(Parts().ToDictionary(p => p.Part, p => p.Count));

    /// <summary>Adds what <see cref="ToSparse"/> gave; parts that do not exist are left out.</summary>
    public void AddSparse(IReadOnlyDictionary<int, long> parts)
    {
        foreach (var (part, count) in parts.Where(p => p.Key is >= 0 and < Length && p.Value > 0))
            Add(part, count);
    }

    /// <summary>The parts that are not empty, shortest durations first.</summary>
    private IEnumerable<(int Part, long Count)> Parts()
    {
        for (var part = 0; part < Length; part++)
        {
            if (Volatile.Read(ref _doublings[part / Sub]) is { } doubling && Volatile.Read(ref doubling[part % Sub]) is > 0 and var count)
                yield return (part, count);
        }
    }

    private void Add(int part, long count) => Interlocked.Add(ref (Volatile.Read(ref _doublings[part / Sub]) ?? Begin(part / Sub))[part % Sub], count);

    private long[] Begin(int doubling)
    {
        var begun = new long[Sub];
        return Interlocked.CompareExchange(ref _doublings[doubling], begun, null) ?? begun;
    }

    private static int PartOf(long ticks)
    {
        if (ticks < Sub)
            return (int)ticks;
        var exponent = BitOperations.Log2((ulong)ticks);
        return Math.Min(Length - 1, ((exponent - SubBits + 1) * Sub) + (int)((ticks >> (exponent - SubBits)) & (Sub - 1)));
    }

    private static TimeSpan MiddleOf(int part)
    {
        if (part < Sub)
            return TimeSpan.FromTicks(part);
        var shift = (part / Sub) - 1;
        var low = (long)(Sub + (part % Sub)) << shift;
        return TimeSpan.FromTicks(low + ((1L << shift) / 2));
    }
}
