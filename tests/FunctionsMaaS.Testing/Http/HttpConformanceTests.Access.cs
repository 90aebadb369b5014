using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string TextTensorBody = """{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["x"]}]}""";

    private static readonly TestKey OfTickets = TestKey.New("of_tickets", "function", "models=tickets+invoices");

    [Fact]
    public async Task A_key_for_some_models_sees_those_in_the_catalogue()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("tickets", "t1");
        await using var host = await StartScopedAsync();
        using var response = await AskAsync(host, "/api/models", OfTickets);
        var models = (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("models");
        Assert.Equal(["tickets"], models.EnumerateArray().Select(m => m.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("""{"text": "x", "model": "tickets"}""", HttpStatusCode.OK, null)]
    [InlineData("""{"text": "x", "model": "newsgroups"}""", HttpStatusCode.Forbidden, "'newsgroups'")]
    [InlineData("""{"text": "x"}""", HttpStatusCode.Forbidden, "'newsgroups'")]
    [InlineData("""{"texts": ["x"], "model": "nobody"}""", HttpStatusCode.Forbidden, "'nobody'")]
    public async Task A_key_for_some_models_classifies_with_those_named_or_not(string body, HttpStatusCode status, string? said)
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("tickets", await Registry.PublishAsync("tickets", "t1"));
        await using var host = await StartScopedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify") { Content = Json(body) };
        request.Headers.Authorization = new("Bearer", OfTickets.Key);
        using var response = await host.Client.SendAsync(request, Token);
        Assert.Equal(status, response.StatusCode);
        if (said is not null)
        {
            var problem = await Problem.ReadAsync(response, status);
            Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(OfTickets.Id, problem.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_for_some_models_sees_those_in_the_index_of_the_repository()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("tickets", "t1");
        await using var host = await StartScopedAsync();
        using var response = await PostAsTicketsAsync(host, "/v2/repository/index", "{}");
        var entries = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(["tickets"], entries.EnumerateArray().Select(e => e.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("/invocations", """{"inputs": ["x"], "params": {"model": "tickets"}}""", HttpStatusCode.OK)]
    [InlineData("/invocations", """{"inputs": ["x"], "params": {"model": "newsgroups"}}""", HttpStatusCode.Forbidden)]
    [InlineData("/invocations", """{"inputs": ["x"]}""", HttpStatusCode.Forbidden)]
    [InlineData("/v2/models/tickets/infer", TextTensorBody, HttpStatusCode.OK)]
    [InlineData("/v2/models/newsgroups/infer", TextTensorBody, HttpStatusCode.Forbidden)]
    [InlineData("/V2/Models/newsgroups/versions/1/infer/", TextTensorBody, HttpStatusCode.Forbidden)]
    [InlineData("/v2/models/%6Eewsgroups/infer", TextTensorBody, HttpStatusCode.Forbidden)]
    [InlineData("/api/feedback", """{"text": "x", "label": "t1", "model": "tickets"}""", HttpStatusCode.Created)]
    [InlineData("/api/feedback", """{"text": "x", "label": "v1", "model": "newsgroups"}""", HttpStatusCode.Forbidden)]
    [InlineData("/api/feedback", """{"text": "x", "label": "v1"}""", HttpStatusCode.Forbidden)]
    public async Task A_key_for_some_models_reaches_no_other_by_any_protocol(string path, string body, HttpStatusCode status)
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("tickets", await Registry.PublishAsync("tickets", "t1"));
        await using var host = await StartScopedAsync();
        using var response = await PostAsTicketsAsync(host, path, body);
        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.Forbidden)
            Assert.Contains("not for the model 'newsgroups'", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_of_all_models_and_not_for_a_key_for_some()
    {
        await using var host = await StartScopedAsync();
        using var response = await AskAsync(host, "/api/metrics", OfTickets);
        Assert.Equal("model-not-allowed", (await Problem.ReadAsync(response, HttpStatusCode.Forbidden)).Type);
    }

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/models/NOT-A-NAME")]
    public async Task Answers_tell_browsers_to_run_frame_and_send_on_nothing(string path)
    {
        using var response = await Client.GetAsync(path, Token);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task Pages_of_other_origins_read_nothing_unless_their_origin_is_configured()
    {
        using (var closed = await FromOriginAsync(Client, HttpMethod.Get, "https://app.example"))
            Assert.False(closed.Headers.Contains("Access-Control-Allow-Origin"));
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { ["Maas:Cors:Origins"] = "https://app.example, http://localhost:3000" }));
        foreach (var origin in new[] { "https://app.example", "http://localhost:3000" })
        {
            using var open = await FromOriginAsync(host.Client, HttpMethod.Get, origin);
            Assert.Equal(HttpStatusCode.BadRequest, open.StatusCode);
            Assert.Equal(origin, Assert.Single(open.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.False(open.Headers.Contains("Access-Control-Allow-Credentials"));
        }

        using var other = await FromOriginAsync(host.Client, HttpMethod.Get, "https://evil.example");
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_preflight_of_a_configured_origin_is_answered_without_a_key()
    {
        var settings = new Dictionary<string, string?> { ["Maas:Cors:Origins"] = "https://app.example", [$"Maas:Keys:Hashed:{OneCaller.Id}"] = OneCaller.Setting };
        await using var host = await StartAsync(new(_store, settings));
        using var response = await FromOriginAsync(host.Client, HttpMethod.Options, "https://app.example");
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("https://app.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("x-functions-key", string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.OrdinalIgnoreCase);
    }

    private Task<HttpHost> StartScopedAsync() =>
        StartAsync(new(_store, new Dictionary<string, string?> { [$"Maas:Keys:Hashed:{OfTickets.Id}"] = OfTickets.Setting }));

    private static async Task<HttpResponseMessage> PostAsTicketsAsync(HttpHost host, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Add("x-functions-key", OfTickets.Key);
        return await host.Client.SendAsync(request, Token);
    }

    private static async Task<HttpResponseMessage> FromOriginAsync(HttpClient client, HttpMethod method, string origin)
    {
        using var request = new HttpRequestMessage(method, "/api/models/NOT-A-NAME");
        request.Headers.Add("Origin", origin);
        if (method == HttpMethod.Options)
        {
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", "x-functions-key");
        }

        return await client.SendAsync(request, Token);
    }
}
