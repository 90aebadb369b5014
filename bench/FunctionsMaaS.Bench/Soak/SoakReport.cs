using System.Globalization;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>A soak in Markdown.</summary>
internal static class SoakReport
{
    public static string ToMarkdown(SoakResult result) => string.Create(CultureInfo.InvariantCulture, $"""
        # Soak

        {result.Seconds:N0} s at half of the greatest load, a version published and the champion moved to it every {result.ReloadSeconds:0.#} s; service and clients in one process, so that its memory can be read
        after a full collection. {result.Machine}.

        | what | measured | must be |
        |---|---:|---|
        | requests answered | {result.Load.Requests:N0}, {result.Load.Answered:N0} a second | |
        | requests failed | {result.Load.Failed} | 0 |
        | models replaced | {result.Reloads} | |
        | p50, p99, p99.9 | {1e3 * result.Load.P50Seconds:0.00}, {1e3 * result.Load.P99Seconds:0.0}, {1e3 * result.Load.P999Seconds:0.0} ms | |
        | managed heap, slope | {result.SlopePerMinute(s => s.HeapBytes) / 1024:N0} KiB a minute, {result.HeapGrowth:P1} over all | at most 10 % over all |
        | resident set, slope | {result.SlopePerMinute(s => s.ResidentBytes) / 1024:N0} KiB a minute, {result.ResidentGrowth:P1} over all | at most 10 % over all |

        {(result.Passed ? "Passed." : "FAILED.")} Slopes are lines of least squares through all samples but the first, which stands before the load.

        | s | managed heap after a full collection, KiB | resident, MB |
        |---:|---:|---:|
        {string.Join('\n', result.Samples.Select(Row))}

        Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- soak`.

        """);

    private static string Row(SoakSample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"| {sample.Seconds:0} | {sample.HeapBytes / 1024.0:N0} | {sample.ResidentBytes / 1e6:0.0} |");
}
