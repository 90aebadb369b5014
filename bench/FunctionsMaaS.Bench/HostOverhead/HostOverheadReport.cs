using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.HostOverhead;

/// <summary>A campaign in Markdown.</summary>
internal static class HostOverheadReport
{
    /// <summary>What classifying may cost beside a constant.</summary>
    private const double Most = 1.10;

    private static readonly (string What, Func<HostRound, double> Of)[] Figures =
    [
        ("start to first answer, ms", r => 1e3 * r.StartSeconds),
        ("p50, ms", r => 1e3 * r.Load.P50Seconds),
        ("p99, ms", r => 1e3 * r.Load.P99Seconds),
    ];

    public static string ToMarkdown(HostOverheadResult result)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # What classifying adds on the Functions host

            The Functions app and a function that returns a constant (`bench/peers/constant-function`), both published ReadyToRun, on the same Functions host in the same run,
            one at a time and in turn, medians of {result.Ours.Count} rounds: {result.Machine}.
            **Times of this machine are noisy; compare ratios of one run, never figures of two.**

            | | a constant | classify | ratio | must be at most | |
            |---|---:|---:|---:|---:|---|

            """);
        foreach (var (what, of) in Figures)
            text.Append(Row(what, Statistics.Median(result.Constant.Select(of)), Statistics.Median(result.Ours.Select(of))));
        text.Append(CultureInfo.InvariantCulture, $"\nEvery round:\n\n| | start, ms | p50, ms | p99, ms | failed |\n|---|---|---|---|---:|\n");
        text.Append(Rounds("a constant", result.Constant)).Append(Rounds("classify", result.Ours));
        return text.Append(Method(result)).ToString();
    }

    private static string Row(string what, double constant, double ours) => string.Create(CultureInfo.InvariantCulture,
        $"| {what} | {constant:0.00} | {ours:0.00} | {ours / constant:0.00} | {Most:0.00} | {(ours / constant <= Most ? "reached" : "MISSED")} |\n");

    private static string Rounds(string name, IReadOnlyList<HostRound> rounds) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {Each(rounds, Figures[0].Of, "0")} | {Each(rounds, Figures[1].Of, "0.00")} | {Each(rounds, Figures[2].Of, "0.00")} | {rounds.Sum(r => r.Load.Failed)} |\n");

    private static string Each(IEnumerable<HostRound> rounds, Func<HostRound, double> of, string format) =>
        string.Join(", ", rounds.Select(r => of(r).ToString(format, CultureInfo.InvariantCulture)));

    private static string Method(HostOverheadResult result) => string.Create(CultureInfo.InvariantCulture, $"""

        How it was measured:

        - *Start*: from before the host's process is made until the first answer 200, asked for all the time; files are in the page cache. Storage (Azurite, for host and registry alike)
          runs already and has one version, which ours loads before it answers.
        - *p50, p99*: {result.Plan.Rate} requests a second offered by a Poisson process for {result.Plan.Seconds} s, after a warm-up of the same length. Both are sent the same requests with a function key:
          whole held-out messages, {result.MeanRequestBytes:N0} bytes on average. The constant does not read them.
        - The constant's answer is one label; ours has all labels with probabilities.

        Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- host-overhead --host HOST --ours FOLDER --constant FOLDER`.

        """);
}
