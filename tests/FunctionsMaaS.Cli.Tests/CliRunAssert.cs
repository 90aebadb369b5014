using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>What every run keeps, whatever the verb.</summary>
internal static class CliRunAssert
{
    public static CliRun Done(this CliRun run)
    {
        Assert.True(run.ExitCode == 0, $"Exit code {run.ExitCode}: {run.Error}");
        return run;
    }

    /// <summary>Failed with exactly one line, which holds all of <paramref name="parts"/>, and wrote no result.</summary>
    public static void Failed(this CliRun run, params string[] parts)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        var line = Assert.Single(run.ErrorLines);
        Assert.StartsWith("maas: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        foreach (var part in parts)
            Assert.Contains(part, line, StringComparison.Ordinal);
    }

    /// <summary>Refused as no command line: a message with all of <paramref name="parts"/>, then how it is used.</summary>
    public static void Misused(this CliRun run, string verb, params string[] parts)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"maas {verb}: ", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains($"Usage: maas {verb}", run.Error, StringComparison.Ordinal);
        foreach (var part in parts)
            Assert.Contains(part, run.ErrorLines[0], StringComparison.Ordinal);
    }

    /// <summary>The one JSON document that standard output is.</summary>
    public static JsonElement Json(this CliRun run)
    {
        using var document = JsonDocument.Parse(run.Done().Out);
        return document.RootElement.Clone();
    }
}
