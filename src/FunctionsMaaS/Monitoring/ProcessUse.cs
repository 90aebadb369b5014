namespace FunctionsMaaS.Monitoring;

/// <summary>What this process uses of its machine. For one reader at a time.</summary>
internal sealed class ProcessUse(TimeProvider time)
{
    private long _asked = time.GetTimestamp();
    private TimeSpan _used = Environment.CpuUsage.TotalTime;

    /// <summary>Processor time since the last call by what all processors had, 0 to 1.</summary>
    public double CpuUtilization()
    {
        var (asked, used) = (time.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var had = time.GetElapsedTime(_asked, asked) * Environment.ProcessorCount;
        var share = had > TimeSpan.Zero ? Math.Clamp((used - _used) / had, 0, 1) : 0;
        (_asked, _used) = (asked, used);
        return share;
    }

    /// <summary>Resident memory in bytes.</summary>
    public static long Memory() => Environment.WorkingSet;

    /// <summary>Resident memory by what the container or machine gives, 0 to 1.</summary>
    public static double MemoryUtilization() => Math.Clamp((double)Environment.WorkingSet / Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), 0, 1);
}
