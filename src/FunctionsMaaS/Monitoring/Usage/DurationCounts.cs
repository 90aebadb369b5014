using System.Numerics;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>
/// Durations counted into parts that grow with the duration, eight to each doubling: quantiles are exact to 7 %, two of these add up to
/// a third, and counting is one atomic increment. Thread-safe.
/// </summary>
internal sealed class DurationCounts
{
    private const int SubBits = 3;
    private const int Sub = 1 << SubBits;

    /// <summary>Up to 2^34 ticks of 100 ns, half an hour; what is longer counts as that.</summary>
    private const int Length = (34 - SubBits + 1) * Sub;

    private readonly long[] _counts = new long[Length];

    public long Total => _counts.Sum();

    public void Add(TimeSpan duration) => Interlocked.Increment(ref _counts[PartOf(Math.Max(0, duration.Ticks))]);

    public void Add(DurationCounts other)
    {
        for (var i = 0; i < Length; i++)
            Interlocked.Add(ref _counts[i], Volatile.Read(ref other._counts[i]));
    }

    /// <summary>The duration that a share of all do not exceed; <see langword="null"/> if there is none.</summary>
    public TimeSpan? Quantile(double share)
    {
        var total = Total;
        if (total == 0)
            return null;
        var rank = (long)Math.Ceiling(share * total);
        var part = 0;
        for (var seen = _counts[0]; seen < rank && part < Length - 1;)
            seen += _counts[++part];
        return MiddleOf(part);
    }

    /// <summary>The parts that are not empty, by index.</summary>
    public SortedDictionary<int, long> ToSparse() =>
        new(_counts.Select((count, part) => (part, count)).Where(p => p.count > 0).ToDictionary(p => p.part, p => p.count));

    /// <summary>Adds what <see cref="ToSparse"/> gave; parts that do not exist are left out.</summary>
    public void AddSparse(IReadOnlyDictionary<int, long> parts)
    {
        foreach (var (part, count) in parts.Where(p => p.Key is >= 0 and < Length && p.Value > 0))
            Interlocked.Add(ref _counts[part], count);
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
