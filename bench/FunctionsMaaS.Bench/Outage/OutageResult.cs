using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.Outage;

/// <summary>Classifications of a part of the campaign.</summary>
/// <param name="Answers">How many were answered.</param>
/// <param name="Median">The median of their times, ms.</param>
/// <param name="P99">What 99 % of them did not exceed, ms.</param>
/// <param name="Longest">The longest, ms.</param>
internal sealed record OutagePart(int Answers, double Median, double P99, double Longest);

/// <summary>What a campaign saw.</summary>
/// <param name="Silent">Whether the storage took connections and did not answer, or refused them.</param>
/// <param name="Length">How long it was out of reach.</param>
/// <param name="Failures">Classifications that failed.</param>
/// <param name="Degraded">How long after the cut readiness said so; <see langword="null"/> if it did not.</param>
/// <param name="Ready">How long after the mending it said ready; <see langword="null"/> if it did not.</param>
/// <param name="Followed">How long after that a moved champion answered; <see langword="null"/> if it did not.</param>
/// <param name="Before">Before the cut.</param>
/// <param name="During">While it was cut.</param>
/// <param name="After">After it was mended.</param>
internal sealed record OutageResult(
    bool Silent, TimeSpan Length, IReadOnlyList<string> Failures, TimeSpan? Degraded, TimeSpan? Ready, TimeSpan? Followed, OutagePart Before, OutagePart During, OutagePart After)
{
    public bool Passed => Failures.Count == 0 && Degraded is not null && Ready is not null && Followed is not null;

    public static string Markdown(IReadOnlyList<OutageResult> results, Machine machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Storage out of reach under load

            Four clients classify without a pause, over HTTP, while the way from the server to its Blob Storage (Azurite) is cut: connections are refused, or taken and
            never answered. Aliases are looked up every second. Then the way is mended, and the champion moved. {machine}.

            | storage | out of reach | failed classifications | degraded after | ready again after | moved champion answers after | answers before, during, after | p50, ms | p99, ms | longest, ms |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var r in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {(r.Silent ? "silent" : "refuses")} | {r.Length.TotalSeconds:0} s | {r.Failures.Count} | {Seconds(r.Degraded)} | {Seconds(r.Ready)} | {Seconds(r.Followed)} | {Of(r, p => p.Answers, "N0")} | {Of(r, p => p.Median, "0.00")} | {Of(r, p => p.P99, "0.00")} | {Of(r, p => p.Longest, "0")} |");
        }
        text.AppendLine();
        foreach (var failure in results.SelectMany(r => r.Failures).Distinct().Take(5))
            text.AppendLine("- " + failure);
        text.AppendLine(CultureInfo.InvariantCulture, $"{(results.All(r => r.Passed) ? "Passed." : "FAILED.")} Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- outage`.");
        return text.ToString();
    }

    private static string Seconds(TimeSpan? time) => time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0.0} s") : "never";

    private static string Of(OutageResult r, Func<OutagePart, double> value, string format) =>
        string.Join(", ", new[] { r.Before, r.During, r.After }.Select(part => value(part).ToString(format, CultureInfo.InvariantCulture)));
}
