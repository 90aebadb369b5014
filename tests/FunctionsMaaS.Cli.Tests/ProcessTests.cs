using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>The program as a process of its own: what cannot be seen from inside.</summary>
public sealed class ProcessTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Exit_codes_reach_the_shell()
    {
        Assert.Equal(0, (await RunAsync("list")).ExitCode);
        Assert.Equal(1, (await RunAsync("show", "no.maas")).ExitCode);
        Assert.Equal(2, (await RunAsync("shwo")).ExitCode);
    }

    [Fact]
    public async Task Standard_streams_are_utf_8_whatever_the_locale()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("sports.jsonl"), SmallNews.Rows().Select(r => (r.Label == SmallNews.Hockey ? "hokej na ľade 🏒" : r.Label, r.Text)));
        (await _cli.RunAsync("train", "--data", data, "--out", _cli.PathOf("m.maas"))).Done();
        var run = await RunAsync("classify", "--model", _cli.PathOf("m.maas"), "--json", "-");
        using var answer = JsonDocument.Parse(run.Done().Out);
        Assert.Equal("hokej na ľade 🏒", answer.RootElement.GetProperty("label").GetString());
        Assert.Empty(run.Error);
    }

    /// <summary>
    /// More than a pipe holds was written once the program is reading, so it has begun and waits for the rest. SIGTERM takes the same way as
    /// Ctrl+C, and is not ignored by what a shell runs in the background.
    /// </summary>
    [Fact(Timeout = 60_000)]
    public async Task Interrupting_ends_with_130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        using var process = Start("classify", "--model", model.Path, "-");
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(new string('x', 1024 * 1024));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled", await error, StringComparison.Ordinal);
    }

    /// <summary>Killed as soon as it says that it runs, which is before it reads its data: it has neither time nor notice to let go of anything.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_retraining_that_is_killed_frees_its_lock_and_the_next_one_makes_good()
    {
        (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        var data = SmallNews.WriteLines(_cli.PathOf("news.jsonl"), Enumerable.Range(0, 100).SelectMany(i => SmallNews.Rows().Select(r => (r.Label, $"{r.Text} {i}"))));
        var state = _cli.PathOf("registry", "models", "news", "retraining", "state.json");
        using (var process = Start("retrain", "--data", data, "--name", "news"))
        {
            while (!File.ReadAllText(state).Contains("\"current\"", StringComparison.Ordinal))
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("running", (await _cli.RunAsync("retrain", "--name", "news", "--status", "--json")).Json().GetProperty("state").GetString());
        Assert.Equal(1, (await _cli.RunAsync("show", "news", "--json")).Json().GetProperty("version").GetInt32());
        var next = (await _cli.RunAsync("retrain", "--data", data, "--name", "news", "--json")).Json();
        Assert.Equal(next.GetProperty("champion").GetInt32(), (await _cli.RunAsync("show", "news", "--json")).Json().GetProperty("version").GetInt32());
        var after = (await _cli.RunAsync("retrain", "--name", "news", "--status", "--json")).Json();
        Assert.Equal(("idle", next.GetProperty("outcome").GetString()), (after.GetProperty("state").GetString(), after.GetProperty("last").GetProperty("outcome").GetString()));
    }

    private async Task<CliRun> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync("goalie puck rink");
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    private Process Start(params string[] args)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsMaaS.Cli.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
            WorkingDirectory = _cli.Folder,
        };
        start.Environment["LC_ALL"] = "en_US.ISO-8859-1";
        foreach (var (name, value) in _cli.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
