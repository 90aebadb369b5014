using System.Globalization;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Testing.Http.Fuzz;

namespace FunctionsMaaS.Bench.Fuzz;

/// <summary>What a fuzz campaign saw, for people and for programs.</summary>
internal static class FuzzReport
{
    public static string Markdown(FuzzResult result)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            # Fuzz

            {result.Requests:N0} generated requests (seed {result.Options.Seed}, {result.Options.Workers} workers) over every route of the server with keys, on Kestrel over loopback,
            each answer held to `/api/openapi.json`: {Machine.Look(TimeProvider.System)}.

            | what | seen | must be |
            |---|---|---|
            | answers that break the contract: undocumented status, media type or property, wrong schema, 5xx, silence over {result.Options.Timeout.TotalSeconds:0} s | {result.Violated} | 0 |
            | requests a second | {result.Requests / result.Elapsed.TotalSeconds:N0} | |

            {(result.Violated == 0 ? "Passed." : "FAILED.")} Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- fuzz --requests {result.Options.Requests} --seed {result.Options.Seed} --workers {result.Options.Workers}`.

            | operation | answers by status |
            |---|---|
            """);
        foreach (var operation in result.Answers.GroupBy(a => a.Key.Operation).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {operation.Key} | {string.Join(", ", operation.OrderBy(a => a.Key.Status).Select(a => $"{a.Key.Status}: {a.Value.ToString("N0", CultureInfo.InvariantCulture)}"))} |");
        foreach (var violation in result.Violations)
            text.AppendLine().AppendLine("```").AppendLine(violation).AppendLine("```");
        return text.ToString();
    }

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
