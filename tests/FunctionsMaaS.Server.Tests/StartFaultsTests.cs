using System.Diagnostics;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

/// <summary>What a server says that cannot start: a process, as what is built before the checks is part of it.</summary>
public class StartFaultsTests
{
    [Fact]
    public async Task All_wrong_settings_are_said_at_once_in_plain_lines()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsMaaS.Server.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Maas__Limits__MaxBatch"] = "0",
                ["Maas__Limits__RequestTimeout"] = "2.00:00:00",
                ["Maas__Gate__Alpha"] = "much",
                ["Maas__Gate__Require"] = "Best",
                ["Maas__Serving__PollInterval"] = "soon",
                ["Maas__Keys__Hashed__smoke"] = "nohash",
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.StartsWith("FunctionsMaaS cannot start: Maas:", line, StringComparison.Ordinal));
        Assert.Contains("FunctionsMaaS cannot start: Maas:Limits:MaxBatch is '0' but must be 1 to 100000.", lines);
        Assert.Contains("FunctionsMaaS cannot start: Maas:Limits:RequestTimeout is '2.00:00:00' but must be 00:00:00.1000000 to 01:00:00.", lines);
        foreach (var setting in (string[])["Gate:Alpha", "Gate:Require", "Serving:PollInterval", "Keys:Hashed:smoke"])
            Assert.Contains(lines, line => line.StartsWith($"FunctionsMaaS cannot start: Maas:{setting} ", StringComparison.Ordinal));
        Assert.Empty(await output);
    }
}
