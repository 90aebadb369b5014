using System.Globalization;
using System.Runtime.InteropServices;

namespace FunctionsMaaS.Bench;

/// <summary>Where a campaign ran.</summary>
/// <param name="Date">The day.</param>
/// <param name="Processor">The processor as the system names it.</param>
/// <param name="Cores">How many logical cores.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="LoadBefore">Runnable processes on average over the minute before the campaign: above 0, others ran at the same time.</param>
/// <param name="LoadAfter">The same over the last minute of it; its own processes count.</param>
internal sealed record Machine(string Date, string Processor, int Cores, string System, string Runtime, double LoadBefore, double LoadAfter)
{
    public static Machine Look(TimeProvider time) => new(
        time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ProcessorName(), Environment.ProcessorCount,
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription, Load(), Load());

    /// <summary>The same machine after the work.</summary>
    public Machine Again() => this with { LoadAfter = Load() };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {System}, {Runtime}, {Date}; load average of the machine {LoadBefore:0.0} before and {LoadAfter:0.0} at the end");

    private static string ProcessorName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : "unknown processor";

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
