using System.Globalization;
using System.Runtime.InteropServices;

namespace FunctionsMaaS.Bench.HotReload;

/// <summary>What a campaign saw.</summary>
/// <param name="Swaps">Moves of the champion that clients saw take effect.</param>
/// <param name="Clients">Concurrent clients.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="Failed">Requests without a 200.</param>
/// <param name="Mismatched">Answers whose label is not of the version they name.</param>
/// <param name="VersionsSeen">Different versions that answered.</param>
/// <param name="HeapBefore">Bytes of the managed heap after a full collection, before the first swap.</param>
/// <param name="HeapAfter">The same after the last.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record HotReloadResult(
    int Swaps, int Clients, long Requests, long Failed, long Mismatched, int VersionsSeen, long HeapBefore, long HeapAfter, TimeSpan Elapsed)
{
    /// <summary>Less than a tenth of what the swapped models would hold if they stayed; buffers of servers and clients come and go within it.</summary>
    private const long HeapTolerance = 1024 * 1024;

    public bool Passed => Failed == 0 && Mismatched == 0 && VersionsSeen == Swaps + 1 && HeapAfter <= HeapBefore + HeapTolerance;

    public string ToMarkdown() => string.Create(CultureInfo.InvariantCulture, $"""
        # Hot reload

        {Swaps} swaps of the champion under {Clients} concurrent HTTP clients on one machine ({Environment.ProcessorCount} cores, .NET {Environment.Version},
        {RuntimeInformation.OSDescription}), server and clients in one process over loopback, ML.NET models in a folder registry.

        | what | measured | must be |
        |---|---|---|
        | requests answered | {Requests:N0} in {Elapsed.TotalSeconds:0} s | |
        | requests failed | {Failed} | 0 |
        | answers by a version other than the one they name | {Mismatched} | 0 |
        | versions that answered | {VersionsSeen} | {Swaps + 1} |
        | managed heap before, after a full collection | {HeapBefore / 1024.0:N0} KiB | |
        | managed heap after, after a full collection | {HeapAfter / 1024.0:N0} KiB | at most {HeapTolerance / 1024:N0} KiB more |

        {(Passed ? "Passed." : "FAILED.")} Run it with `dotnet run -c Release --project bench/FunctionsMaaS.Bench -- hot-reload`.

        """);
}
