using System.Globalization;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Testing.Http.Fuzz;

namespace FunctionsMaaS.Bench.Fuzz;

/// <summary>What a fuzz campaign saw, for people and for programs.</summary>
internal static class FuzzReport
{
    /// <summary>How far it has come, and what broke the contract until then, each by its first line.</summary>
    public static string Progress(FuzzResult seen) => string.Create(
        CultureInfo.InvariantCulture, $"{seen.Requests:N0} of {seen.Options.Requests:N0} requests, {seen.Rate:N0} a second, {seen.Violated:N0} violations")
        + string.Concat(seen.Violations.Select(v => "\n  " + v.Split('\n')[0]));

    public static string Markdown(FuzzResult result)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            # Fuzz

            {result.Requests:N0} generated requests (seed {result.Options.Seed}, {result.Options.Workers} workers) over every route of the server with keys, on Kestrel over loopback,
            each answer held to `/api/openapi.json`: {Machine.Look(TimeProvider.System)}.

            | what | seen | must be |
            |---|---|---|
            | answers that break the contract: undocumented status, media type or property, wrong schema, 5xx, silence over {result.Options.Timeout.TotalSeconds:0} s | {result.Violated} | 0 |
            | requests a second | {result.Rate:N0} | |

            {Verdict(result)} Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- fuzz --requests {result.Options.Requests} --seed {result.Options.Seed} --workers {result.Options.Workers}`.

            | operation | answers by status |
            |---|---|
            """);
        foreach (var operation in result.Answers.GroupBy(a => a.Key.Operation).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {operation.Key} | {string.Join(", ", operation.OrderBy(a => a.Key.Status).Select(a => $"{a.Key.Status}: {a.Value.ToString("N0", CultureInfo.InvariantCulture)}"))} |");
        foreach (var violation in result.Violations)
            text.AppendLine().AppendLine("```").AppendLine(violation).AppendLine("```");
        return text.ToString();
    }

    private static string Verdict(FuzzResult result) =>
        result.Violated > 0 ? "FAILED." : result.Passed ? "Passed." : string.Create(CultureInfo.InvariantCulture, $"STOPPED before {result.Options.Requests:N0} requests.");

    public static string Json(FuzzResult result) => JsonSerializer.Serialize(
        new FuzzDocument(
            result.Requests, result.Options.Seed, result.Options.Workers, result.Violated, result.Elapsed.TotalSeconds, Machine.Look(TimeProvider.System).ToString(),
            new SortedDictionary<string, SortedDictionary<string, long>>(
                result.Answers.GroupBy(a => a.Key.Operation).ToDictionary(g => g.Key, g => new SortedDictionary<string, long>(g.ToDictionary(a => a.Key.Status.ToString(CultureInfo.InvariantCulture), a => a.Value), StringComparer.Ordinal)),
                StringComparer.Ordinal)),
        BenchJson.Indented.FuzzDocument) + "\n";
}

/// <summary>The result as JSON has it.</summary>
internal sealed record FuzzDocument(
    long Requests, ulong Seed, int Workers, long Violations, double Seconds, string Machine, SortedDictionary<string, SortedDictionary<string, long>> Answers);
