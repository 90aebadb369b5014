using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using FunctionsMaaS.Testing;

namespace FunctionsMaaS.Server.Tests.Telemetry;

/// <summary>The server in a process of its own, with a model that it has trained on a few texts: what it loads and sends is its own doing.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>A word that no telemetry may have.</summary>
    public const string SecretWord = "zebracrossing4711";

    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly HttpClient _client;

    private ServerProcess(IReadOnlyDictionary<string, string> settings)
    {
        File.WriteAllLines(_folder.File("texts.csv"), ["label,text", .. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? $"space,rocket orbit {i}" : $"hockey,goalie puck {i}")]);
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FunctionsMaaS.Server.dll"), "--urls", url])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Maas__Dataset"] = _folder.File("texts.csv");
        start.Environment["Maas__Registry__Path"] = _folder.File("registry");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _client = new HttpClient { BaseAddress = new Uri(url) };
    }

    /// <summary>
    /// Starts it, and waits until it says what to try. Asking for readiness again and again would use up the few traces a second that
    /// Application Insights gets.
    /// </summary>
    public static async Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var server = new ServerProcess(settings);
        await server._announced.Task.WaitAsync(cancellationToken);
        return server;
    }

    /// <summary>Libraries that the process has mapped.</summary>
    public IReadOnlyList<string> Libraries() =>
        [.. File.ReadLines($"/proc/{_process.Id}/maps").Select(line => Path.GetFileName(line)).Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Distinct()];

    public async Task ClassifyAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync("/api/classify", new { text = $"rocket {SecretWord}" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Asks it to stop, as an orchestrator does, and waits: what was not sent yet is sent then.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The end of the output is the end of the process.</summary>
    private void Hear(string? line)
    {
        if (line is null)
            _announced.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        else if (line.Contains("/api/classify", StringComparison.Ordinal))
            _announced.TrySetResult();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
