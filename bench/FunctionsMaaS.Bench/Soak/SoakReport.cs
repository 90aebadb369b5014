using System.Globalization;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>A soak in Markdown.</summary>
internal static class SoakReport
{
    public static string ToMarkdown(SoakResult result) => string.Create(CultureInfo.InvariantCulture, $"""
        # Soak

        {result.Seconds:N0} s at half of the greatest load, a version published and the champion moved to it every {result.ReloadSeconds:0.#} s. The clients are a process of their own; the service is
        collected in full before each look at its memory. {result.Machine}.

        | what | measured | must be |
        |---|---:|---|
        | requests answered | {result.Load.Requests - result.Load.Failed:N0}, {result.Load.Answered:N0} a second | |
        | requests failed | {result.Load.Failed} | 0 |
        | models replaced | {result.Reloads} | |
        | p50, p99, p99.9, full collections included | {1e3 * result.Load.P50Seconds:0.00}, {1e3 * result.Load.P99Seconds:0.0}, {1e3 * result.Load.P999Seconds:0.0} ms | |
        {Memory(result, "managed heap", s => s.HeapBytes)}
        {Memory(result, "resident set", s => s.ResidentBytes)}

        {(result.Passed ? "Passed." : "FAILED.")} Compared are medians: of {result.Early.From:0} s to {result.Early.To:0} s, when code is compiled and buffers have their size, and from {result.Late.From:0} s to the end.

        | s | models replaced | managed heap, KiB | resident, MiB |
        |---:|---:|---:|---:|
        {string.Join('\n', result.Samples.Select(Row))}

        Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- soak`.

        """);

    private static string Memory(SoakResult result, string what, Func<SoakSample, double> bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {result.MedianOf(bytes, result.Early) / 1024:N0} KiB, then {result.MedianOf(bytes, result.Late) / 1024:N0} KiB: {result.Growth(bytes):+0.0 %;-0.0 %}, {result.PerReload(bytes) / 1024:0.0} KiB a model | at most +10 % |");

    private static string Row(SoakSample sample) =>
        string.Create(CultureInfo.InvariantCulture, $"| {sample.Seconds:0} | {sample.Reloads} | {sample.HeapBytes / 1024.0:N0} | {sample.ResidentBytes / 1048576.0:0.0} |");
}
