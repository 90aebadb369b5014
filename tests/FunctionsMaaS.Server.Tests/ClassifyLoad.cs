using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace FunctionsMaaS.Server.Tests;

/// <summary>Clients that classify one text after another, without a pause, until they are stopped.</summary>
internal sealed class ClassifyLoad : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private Task _asking = Task.CompletedTask;
    private int _version;

    private ClassifyLoad(HttpClient client) => _client = client;

    /// <summary>Starts them, once one text was answered.</summary>
    public static async Task<ClassifyLoad> StartAsync(HttpClient client, int clients)
    {
        var load = new ClassifyLoad(client);
        await load.AskAsync();
        load._asking = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(load.AskOnAsync)));
        return load;
    }

    /// <summary>Waits until a version answers.</summary>
    public async Task AnsweredByAsync(int version, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _version) != version)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
    }

    /// <summary>Stops them.</summary>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        return [.. _failures];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AskOnAsync()
    {
        while (!_stop.IsCancellationRequested)
            await AskAsync();
    }

    private async Task AskAsync()
    {
        using var response = await _client.PostAsJsonAsync("/api/classify", new { text = "x" });
        if (response.IsSuccessStatusCode)
            Volatile.Write(ref _version, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32());
        else
            _failures.Enqueue(await response.Content.ReadAsStringAsync());
    }
}
