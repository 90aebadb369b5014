using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>The results as Markdown.</summary>
internal static class KillReport
{
    public static string Markdown(IReadOnlyList<KillResult> results, Machine machine)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Processes killed in the middle

            Processes that publish, promote, roll back, retrain, take feedback and delete are killed (`kill -9`) at random moments, one after another on
            one storage; after each it is checked that every alias points to a version that is whole and verified, that all that was answered is there (versions,
            ledger entries with `applied`, feedback, deletions), and that leases of the dead come free within the minute they are granted for; at the end also that
            histories are one line without gaps, and everything that was ever answered again. Azurite is started anew after each hundred. {machine}.

            | storage | killed | seed | answers before | of them ledger entries | feedback | leases held by the dead | longest after its holder | violations | time |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var r in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {r.Storage} | {r.Kills} | {r.Seed} | {r.Acknowledged} | {r.Entries} | {r.Feedback} | {r.HeldLeases} | {r.LongestHeld.TotalSeconds:0} s | {r.Violations.Count} | {r.Elapsed.TotalMinutes:0.0} min |");
        }
        text.AppendLine().AppendLine("Where they were:").AppendLine().AppendLine("| storage | " + string.Join(" | ", Works(results)) + " |").AppendLine("|---" + string.Concat(Works(results).Select(_ => "|---")) + "|");
        foreach (var r in results)
            text.AppendLine($"| {r.Storage} | {string.Join(" | ", Works(results).Select(work => r.During.GetValueOrDefault(work).ToString(CultureInfo.InvariantCulture)))} |");
        text.AppendLine();
        foreach (var violation in results.SelectMany(r => r.Violations.Select(v => $"- {r.Storage}: {v}")))
            text.AppendLine(violation);
        text.AppendLine(CultureInfo.InvariantCulture, $"{(results.All(r => r.Violations.Count == 0) ? "Passed." : "FAILED.")} Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- kill`.");
        return text.ToString();
    }

    private static IEnumerable<string> Works(IReadOnlyList<KillResult> results) => results.SelectMany(r => r.During.Keys).Distinct().Order(StringComparer.Ordinal);
}
