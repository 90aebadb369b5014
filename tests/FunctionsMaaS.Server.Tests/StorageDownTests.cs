using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Registry;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

public sealed class StorageDownTests
{
    private readonly FaultyObjectStore _store = new(new MemoryObjectStore());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storage_that_is_down_at_start_is_said_and_recovered_from_without_a_restart()
    {
        await PublishAsync();
        _store.IsDown = true;
        await using var host = new ServerHost(new(_store, new Dictionary<string, string?>()));

        using (var refused = await host.Client.PostAsJsonAsync("/api/classify", new { text = "x" }, Token))
        {
            Assert.Equal("storage-unavailable", (await Problem.ReadAsync(refused, HttpStatusCode.ServiceUnavailable)).Type);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        _store.IsDown = false;
        using var answer = await host.Client.PostAsJsonAsync("/api/classify", new { text = "x" }, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Storage_that_goes_down_later_stops_no_classification_and_readiness_says_degraded()
    {
        await PublishAsync();
        await using var host = new ServerHost(new(_store, new Dictionary<string, string?>()));
        using (var first = await host.Client.PostAsJsonAsync("/api/classify", new { text = "x" }, Token))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        _store.IsDown = true;
        await host.Pool.RefreshAsync(Token);

        using var answer = await host.Client.PostAsJsonAsync("/api/classify", new { text = "x" }, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("degraded", await ReadinessAsync(host));

        _store.IsDown = false;
        await host.Pool.RefreshAsync(Token);
        Assert.Equal("ready", await ReadinessAsync(host));
    }

    private async Task PublishAsync()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        await registry.MoveAsync("newsgroups", await registry.PublishAsync("newsgroups", "v1"));
    }

    private static async Task<string?> ReadinessAsync(ServerHost host) =>
        (await host.Client.GetFromJsonAsync<JsonElement>("/api/health/ready", Token)).GetProperty("status").GetString();
}
