using System.Diagnostics;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Azure.Tests.Registry;

/// <summary>The campaign <c>kill</c> of the benchmarks, in short: real processes on a folder and on an emulator of their own.</summary>
public sealed class KilledProcessesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_that_are_killed_leave_whole_versions_and_all_that_was_answered()
    {
        // Built with these tests; the same configuration stands in their own path.
        var output = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..];
        var program = Repository.PathOf(["bench", "FunctionsMaaS.Bench", "bin", .. output, "FunctionsMaaS.Bench.dll"]);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "kill", "--kills", "10"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(Cancellation);
            var report = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode == 0 && report.Contains("Passed.", StringComparison.Ordinal), report + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
