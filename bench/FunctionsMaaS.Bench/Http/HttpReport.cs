using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.Http;

/// <summary>A campaign in Markdown.</summary>
internal static class HttpReport
{
    /// <summary>What must be reached: a ratio of a peer's figure and ours, above 1 where ours is better.</summary>
    private sealed record Target(string What, string Peer, double AtLeast, double? Aim, Func<HttpContenderResult, HttpContenderResult, double> Ratio);

    private static readonly Target[] Targets =
    [
        new("requests/s", "flaskNb", 25, 50, (ours, peer) => ours.RequestsPerSecond / peer.RequestsPerSecond),
        new("requests/s", "flaskSvc", 10, 20, (ours, peer) => ours.RequestsPerSecond / peer.RequestsPerSecond),
        new("p99 at half of each one's own greatest load", "flaskNb", 10, null, (ours, peer) => peer.P99SecondsAtHalfLoad / ours.P99SecondsAtHalfLoad),
        new("p99 at an equal rate", "flaskNb", 10, null, (ours, peer) => peer.P99SecondsAtEqualLoad / ours.P99SecondsAtEqualLoad),
        new("start to first correct answer", "flaskNb", 8, 15, (ours, peer) => peer.StartSeconds / ours.StartSeconds),
        new("memory at rest", "flaskNb", 2, null, (ours, peer) => (double)peer.MemoryBytesAtRest / ours.MemoryBytesAtRest),
    ];

    public static string ToMarkdown(HttpResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # HTTP

            {result.Data}: {result.TrainTexts:N0} texts to learn from; {result.RequestTexts:N0} held-out texts, whole messages of {result.MeanBodyBytes:N0} bytes of JSON on average, sent round and round.
            All contenders in one run, one at a time, medians of {result.Contenders[0].Rounds.Count} rounds, with their clients on the same machine: {result.Machine}.
            **Times of this machine are noisy; compare ratios of one run, never figures of two.**

            | | requests/s | CPU a request, ms | p99 at half its load, ms | p99 at {result.Contenders[0].Rounds[0].EqualLoad.Offered:N0}/s, ms | start, s | memory at rest, MB | after load, MB | failed |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|

            """);
        foreach (var contender in result.Contenders)
            text.Append(CultureInfo.InvariantCulture, $"| {contender.Name} | {contender.RequestsPerSecond:N0} | {1e3 * contender.CpuSecondsPerRequest:0.000} | {1e3 * contender.P99SecondsAtHalfLoad:0.00} | {1e3 * contender.P99SecondsAtEqualLoad:0.00} | {contender.StartSeconds:0.00} | {contender.MemoryBytesAtRest / 1e6:0} | {contender.MemoryBytesAfterLoad / 1e6:0} | {Failed(contender)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"\nHow many times better ours is:\n\n| | than | {string.Join(" | ", Own(result).Select(c => c.Name))} | must be | aim |\n|---|---|{string.Concat(Own(result).Select(_ => "---:|"))}---:|---:|\n");
        foreach (var target in Targets)
            text.Append(Row(target, result));
        return text.Append(Method(result)).ToString();
    }

    private static IEnumerable<HttpContenderResult> Own(HttpResult result) => result.Contenders.Where(c => c.Key.StartsWith("ours", StringComparison.Ordinal));

    private static string Row(Target target, HttpResult result)
    {
        var peer = result.Contenders.First(c => c.Key == target.Peer);
        var ratios = Own(result).Select(ours => target.Ratio(ours, peer)).Select(ratio => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0}{(ratio < target.AtLeast ? " MISSED" : "")}"));
        return string.Create(CultureInfo.InvariantCulture, $"| {target.What} | {peer.Name} | {string.Join(" | ", ratios)} | {target.AtLeast:0} | {target.Aim:0} |\n");
    }

    private static long Failed(HttpContenderResult contender) => contender.Rounds.Sum(r => r.Maximum.Failed + r.HalfLoad.Failed + r.EqualLoad.Failed);

    private static string Method(HttpResult result) => string.Create(CultureInfo.InvariantCulture, $"""

        What ran:

        {string.Join('\n', result.Contenders.Select(c => $"- {c.Name}: {c.What}."))}

        How it was measured:

        - All learn from the same texts, the newest quarter of each label held out, and are sent the same bodies, `POST /api/classify` with one text, over loopback.
        - *Requests/s*: `wrk` with one thread and {result.Connections} connections, {result.SecondsEach} s after a warm-up. *CPU a request* is the processor time of the service's process tree in that run.
        - *p99*: requests offered at a rate by a Poisson process, whether earlier ones are answered or not, over up to 64 blocking sockets of one client process. Time runs from the
          arrival if no connection was free then, else from the sending; so a service that stalls is charged for all who wait. At half of its own greatest load each contender is about as busy;
          the equal rate is half of what the slowest can do. gunicorn's plain workers close the connection after each answer, and connecting again counts, as it does for its clients.
        - *Start*: from before the process is made until the first correct answer, asked for every 2 ms; files are in the page cache. Correct is the label of a text that all contenders label correctly.
        - *Memory*: proportional set size of the process tree (a page that processes share counts once), a second after the first answer, and a second after all load.

        Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- http --data PATH`.

        """);
}
