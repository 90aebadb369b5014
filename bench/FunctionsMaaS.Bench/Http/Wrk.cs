using System.Text.Json;
using FunctionsMaaS.Bench.SideBySide;

namespace FunctionsMaaS.Bench.Http;

/// <summary>Runs <c>wrk</c>: as many requests as go through so many connections.</summary>
internal static class Wrk
{
    public const string Program = "/usr/bin/wrk";

    private static string Script => Path.Combine(AppContext.BaseDirectory, "wrk.lua");

    /// <summary>Loads a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="bodies">A file of one JSON document a line.</param>
    /// <param name="connections">How many connections ask, one request after the other.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MaximumLoad> RunAsync(WebService service, string bodies, int connections, int seconds, CancellationToken cancellationToken)
    {
        var cpu = service.CpuSeconds;
        var output = await ChildProcess.OutputAsync(Program,
            ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "30s", "-s", Script, service.Url, "--", bodies], cancellationToken);
        var line = output.Split('\n').Last(l => l.StartsWith('{'));
        var run = JsonSerializer.Deserialize(line, BenchJson.Default.WrkRun)!;
        return new(run.Requests / run.Seconds, (service.CpuSeconds - cpu) / run.Requests, run.Failed, run.P50Seconds, run.P99Seconds);
    }
}

/// <summary>What the script prints.</summary>
internal sealed record WrkRun(long Requests, double Seconds, long Failed, double P50Seconds, double P99Seconds);
