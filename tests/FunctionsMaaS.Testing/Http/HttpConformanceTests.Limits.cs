using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Registry;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string Health = "/api/health/live";

    private static readonly TestKey OneCaller = TestKey.New("one", "function");
    private static readonly TestKey OtherCaller = TestKey.New("other", "function");

    [Theory]
    [InlineData("/api/classify")]
    [InlineData("/api/feedback")]
    [InlineData("/api/models/other/retrain")]
    [InlineData("/api/nothing")]
    public async Task An_announced_body_over_the_limit_is_refused_wherever_it_is_sent(string path)
    {
        using var response = await Client.PostAsync(path, Json(new string(' ', 5000)), Token);
        Assert.Equal("too-large", (await Problem.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge)).Type);
    }

    [Fact]
    public async Task A_caller_over_its_rate_is_asked_to_come_back_and_others_are_not()
    {
        await using var host = await StartLimitedAsync(new MemoryObjectStore(), ("RatePerCaller", "0.001"), ("BurstPerCaller", "2"));
        using (var first = await AskAsync(host, "/api/models", OneCaller))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using (var second = await AskAsync(host, "/api/models", OneCaller))
            Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        using (var third = await AskAsync(host, "/api/models", OneCaller))
        {
            Assert.Equal("rate-limited", (await Problem.ReadAsync(third, HttpStatusCode.TooManyRequests)).Type);
            Assert.True(third.Headers.RetryAfter?.Delta > TimeSpan.FromMinutes(1));
        }

        using var other = await AskAsync(host, "/api/models", OtherCaller);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("/v2", "error", "You send more than")]
    [InlineData("/invocations", "error_code", "REQUEST_LIMIT_EXCEEDED")]
    public async Task Each_protocol_says_in_its_own_form_that_a_caller_is_over_its_rate(string path, string member, string said)
    {
        await using var host = await StartLimitedAsync(new MemoryObjectStore(), ("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        using (await AskAsync(host, "/api/models", OneCaller)) { }
        using var request = new HttpRequestMessage(path == "/v2" ? HttpMethod.Get : HttpMethod.Post, path) { Headers = { { "x-functions-key", OneCaller.Key } } };
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.StartsWith(said, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty(member).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    [InlineData("/v2/health/live")]
    [InlineData("/v2/health/ready")]
    [InlineData("/ping")]
    [InlineData("/health")]
    public async Task Whoever_asks_how_the_service_is_is_never_over_a_rate(string path)
    {
        await PublishChampionAsync();
        await using var host = await StartLimitedAsync(_store, ("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        for (var i = 0; i < 3; i++)
        {
            using var response = await AskAsync(host, path, OneCaller);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_rate_refuses_is_given_later()
    {
        await using var host = await StartLimitedAsync(new MemoryObjectStore(), ("RatePerCaller", "2"), ("BurstPerCaller", "1"));
        using (var first = await AskAsync(host, "/api/models", OneCaller))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        for (var status = HttpStatusCode.TooManyRequests; status != HttpStatusCode.OK;)
        {
            using var again = await AskAsync(host, "/api/models", OneCaller);
            status = again.StatusCode;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task A_caller_with_too_many_requests_at_work_is_asked_to_come_back_and_others_are_not()
    {
        var stuck = new StuckObjectStore();
        await using var host = await StartLimitedAsync(stuck, ("ConcurrencyPerCaller", "1"));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var atWork = AskAsync(host, "/api/models", OneCaller, giveUp.Token);
        await stuck.AskedAsync(Token);

        using (var second = await AskAsync(host, "/api/models", OneCaller))
        {
            Assert.Equal("too-many-at-once", (await Problem.ReadAsync(second, HttpStatusCode.TooManyRequests)).Type);
            Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        using (var other = await AskAsync(host, "/api/models/NOT-A-NAME", OtherCaller))
            Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => atWork);
    }

    [Fact]
    public async Task An_instance_with_too_much_at_work_turns_away_all_but_health_and_recovers()
    {
        var stuck = new StuckObjectStore();
        await using var host = await StartLimitedAsync(stuck, ("Concurrency", "1"), ("Queue", "0"));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var atWork = AskAsync(host, "/api/models", OneCaller, giveUp.Token);
        await stuck.AskedAsync(Token);

        using (var second = await AskAsync(host, "/api/models", OtherCaller))
        {
            Assert.Equal("overloaded", (await Problem.ReadAsync(second, HttpStatusCode.ServiceUnavailable)).Type);
            Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        using (var health = await AskAsync(host, Health, OtherCaller))
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => atWork);
        Assert.Equal(HttpStatusCode.BadRequest, await SettledAsync(host, "/api/models/NOT-A-NAME", HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Requests_wait_in_the_queue_for_their_turn()
    {
        var stuck = new StuckObjectStore();
        await using var host = await StartLimitedAsync(stuck, ("Concurrency", "1"), ("Queue", "1"));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var atWork = AskAsync(host, "/api/models", OneCaller, giveUp.Token);
        await stuck.AskedAsync(Token);
        var waiting = AskAsync(host, "/api/models/NOT-A-NAME", OneCaller);
        Assert.False(waiting.IsCompleted);

        await giveUp.CancelAsync();

        using var served = await waiting;
        Assert.Equal(HttpStatusCode.BadRequest, served.StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => atWork);
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_given_up_and_told_so()
    {
        await using var host = await StartLimitedAsync(new StuckObjectStore(), ("RequestTimeout", "00:00:00.2"));
        using var response = await AskAsync(host, "/api/models", OneCaller);
        Assert.Contains("0.2 s", (await Problem.ReadAsync(response, HttpStatusCode.GatewayTimeout)).Detail, StringComparison.Ordinal);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task Callers_without_a_key_are_told_apart_by_their_address()
    {
        await using var host = await StartLimitedAsync(new MemoryObjectStore(), withKeys: false, ("RatePerCaller", "0.001"), ("BurstPerCaller", "1"));
        using (var first = await host.Client.GetAsync("/api/models", Token))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await host.Client.GetAsync("/api/models", Token);
        Assert.Equal("rate-limited", (await Problem.ReadAsync(second, HttpStatusCode.TooManyRequests)).Type);
        using var health = await host.Client.GetAsync(Health, Token);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private Task<HttpHost> StartLimitedAsync(IObjectStore store, params (string Name, string Value)[] limits) => StartLimitedAsync(store, withKeys: true, limits);

    private Task<HttpHost> StartLimitedAsync(IObjectStore store, bool withKeys, params (string Name, string Value)[] limits)
    {
        var settings = limits.ToDictionary(l => $"Maas:Limits:{l.Name}", l => (string?)l.Value);
        foreach (var key in withKeys ? new[] { OneCaller, OtherCaller } : [])
            settings[$"Maas:Keys:Hashed:{key.Id}"] = key.Setting;
        return StartAsync(new(store, settings));
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpHost host, string path, TestKey caller, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", caller.Key);
        return await host.Client.SendAsync(request, cancellationToken ?? Token);
    }

    /// <summary>Asks until the answer is another than that of a passing state.</summary>
    private static async Task<HttpStatusCode> SettledAsync(HttpHost host, string path, HttpStatusCode passing)
    {
        while (true)
        {
            using var response = await AskAsync(host, path, OneCaller);
            if (response.StatusCode != passing)
                return response.StatusCode;
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
