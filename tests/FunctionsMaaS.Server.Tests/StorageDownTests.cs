using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Registry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task Storage_that_is_cut_off_under_load_fails_no_classification_and_is_followed_again_without_a_restart()
    {
        await using var azurite = new Azurite();
        await azurite.InitializeAsync();
        var direct = new Uri(azurite.BlobServiceUri);
        await using var relay = new TcpRelay(direct.Port);
        await using var storage = Blobs(new UriBuilder(direct) { Port = relay.Port }.Uri);
        var registry = new ModelRegistry(storage.GetRequiredService<IObjectStore>(), TimeProvider.System);
        await registry.MoveAsync("newsgroups", await registry.PublishAsync("newsgroups", "v1"));
        await registry.PublishAsync("newsgroups", "v2");
        await using var host = new ServerHost(new(storage.GetRequiredService<IObjectStore>(), new Dictionary<string, string?> { ["Maas:Serving:PollInterval"] = "00:00:00.1" }));
        await using var load = await ClassifyLoad.StartAsync(host.Client, clients: 4);

        relay.Cut(silent: false);
        await UntilAsync(host, "degraded");
        relay.Mend();
        await UntilAsync(host, "ready");
        await registry.MoveAsync("newsgroups", 2);
        await load.AnsweredByAsync(2, Token);

        Assert.Empty(await load.StopAsync());
    }

    private static async Task UntilAsync(ServerHost host, string status)
    {
        while (await ReadinessAsync(host) != status)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
    }

    private static ServiceProvider Blobs(Uri uri)
    {
        var settings = new Dictionary<string, string?> { ["Maas:Registry:BlobServiceUri"] = uri.ToString() };
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddFunctionsMaaS().UseBlobRegistry();
        return services.BuildServiceProvider();
    }

    private async Task PublishAsync()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        await registry.MoveAsync("newsgroups", await registry.PublishAsync("newsgroups", "v1"));
    }

    private static async Task<string?> ReadinessAsync(ServerHost host) =>
        (await host.Client.GetFromJsonAsync<JsonElement>("/api/health/ready", Token)).GetProperty("status").GetString();
}
