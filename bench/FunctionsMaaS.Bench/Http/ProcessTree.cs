using System.Globalization;

namespace FunctionsMaaS.Bench.Http;

/// <summary>A process and all that came of it, as Linux counts them in /proc.</summary>
internal static class ProcessTree
{
    /// <summary>Ticks of /proc/PID/stat a second: USER_HZ, 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const int UserTime = 13, SystemTime = 14, ParentId = 3;

    /// <summary>Processor time of the tree so far, of processes that still run.</summary>
    public static double CpuSeconds(int root) => Members(root).Sum(CpuTicks) / TicksPerSecond;

    /// <summary>Memory of the tree in bytes, each page shared by several processes counted once in all (PSS).</summary>
    public static long MemoryBytes(int root) => Members(root).Sum(ProportionalBytes);

    private static List<int> Members(int root)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Select(id => (Id: id, Stat: Stat(id))).Where(p => p.Stat.Length > SystemTime)
            .ToLookup(p => int.Parse(p.Stat[ParentId], CultureInfo.InvariantCulture), p => p.Id);
        var members = new List<int> { root };
        for (var i = 0; i < members.Count; i++)
            members.AddRange(parents[members[i]]);
        return members;
    }

    private static double CpuTicks(int id) => Stat(id) is { Length: > SystemTime } stat
        ? double.Parse(stat[UserTime], CultureInfo.InvariantCulture) + double.Parse(stat[SystemTime], CultureInfo.InvariantCulture)
        : 0;

    /// <summary>The fields of /proc/PID/stat, counted from 0; the second, a name in brackets, may hold anything but has no fields after its last bracket. Empty if the process ended.</summary>
    private static string[] Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var name = text.LastIndexOf(')');
            return ["", "", .. text[(name + 2)..].Split(' ')];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long ProportionalBytes(int id) =>
        1024 * long.Parse(
            File.ReadLines($"/proc/{id}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
