using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Testing;

/// <summary>
/// A Blob Storage of its own: Azurite in memory on a free loopback port, for as long as this lives. As a fixture it is shared by the
/// tests of a class or assembly, each of which uses a container of its own.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Listening = "successfully listens on ";

    private Process? _process;

    /// <summary>The service's address, account included.</summary>
    public string BlobServiceUri { get; private set; } = "";

    /// <summary>A connection string with the emulator's well-known account and key.</summary>
    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={BlobServiceUri};";

    /// <summary>The key that Azurite's documentation gives to everybody.</summary>
    public static string Key => "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static string NewContainer() => $"test-{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        var main = Repository.PathOf("tests", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(main))
            throw new InvalidOperationException("Azurite is missing. run: npm ci --prefix tests");
        // The end of its input ends it, so that it does not outlive a test run that is killed.
        var script = $"process.stdin.on('end', () => process.exit(0)).resume(); require({JsonSerializer.Serialize(main)});";
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-e", script, "azurite-blob", "--inMemoryPersistence", "--blobHost", "127.0.0.1", "--blobPort", "0", "--silent", "--disableTelemetry" })
            start.ArgumentList.Add(argument);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("Azurite needs Node.js 20 or newer on the path.", e);
        }
        var errors = _process.StandardError.ReadToEndAsync();
        while (BlobServiceUri.Length == 0)
        {
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"Azurite ended before it listened: {await errors}");
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
                BlobServiceUri = line[(at + Listening.Length)..].Trim() + "/devstoreaccount1";
        }
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Ends it, as a storage that goes down does.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false })
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process?.Dispose();
    }
}
