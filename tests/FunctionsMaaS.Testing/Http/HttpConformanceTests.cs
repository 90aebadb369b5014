using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>What a client may count on, whichever host answers. Models are of <see cref="StubFormat"/>: version n of <c>newsgroups</c> says <c>v</c>n.</summary>
public abstract partial class HttpConformanceTests : IAsyncLifetime
{
    private readonly MemoryObjectStore _store = new();
    private HttpHost? _host;

    /// <summary>Starts the host, with <see cref="StubFormat"/> among its formats and nothing that trains on start.</summary>
    protected abstract Task<HttpHost> StartAsync(HttpHostSetup setup);

    private protected ModelRegistry Registry => field ??= new(_store, TimeProvider.System);

    private protected HttpClient Client => _host!.Client;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await StartAsync(new(_store, new Dictionary<string, string?>
        {
            ["Maas:Limits:MaxBodyBytes"] = "4096",
            ["Maas:Limits:MaxTextLength"] = "1000",
            ["Maas:Limits:MaxBatch"] = "3",
        }));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
            await _host.DisposeAsync();
    }

    [Fact]
    public async Task One_text_gets_label_score_and_sorted_scores()
    {
        await PublishChampionAsync();
        var json = await ClassifyAsync("""{"text": "hello"}""");
        Assert.Equal("newsgroups", json.GetProperty("model").GetString());
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal("v1", json.GetProperty("label").GetString());
        Assert.Equal(0.9, json.GetProperty("score").GetDouble(), 5);
        var scores = json.GetProperty("scores").EnumerateArray().Select(s => (s.GetProperty("label").GetString(), s.GetProperty("score").GetDouble())).ToList();
        Assert.Equal(["v1", "other"], scores.Select(s => s.Item1));
        Assert.Equal(1, scores.Sum(s => s.Item2), 4);
    }

    [Fact]
    public async Task Several_texts_are_answered_in_order_by_one_version()
    {
        await PublishChampionAsync();
        var json = await ClassifyAsync("""{"texts": ["one", "two", "three"], "top": 1}""");
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal(3, json.GetProperty("results").GetArrayLength());
        Assert.All(json.GetProperty("results").EnumerateArray(), r => Assert.Equal(1, r.GetProperty("scores").GetArrayLength()));
    }

    [Fact]
    public async Task A_batch_of_one_is_still_a_batch()
    {
        await PublishChampionAsync();
        Assert.Equal(1, (await ClassifyAsync("""{"texts": ["one"]}""")).GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task A_version_or_an_alias_can_be_chosen()
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v2"), "challenger");
        Assert.Equal("v1", (await ClassifyAsync("""{"text": "x"}""")).GetProperty("label").GetString());
        Assert.Equal("v2", (await ClassifyAsync("""{"text": "x", "version": 2}""")).GetProperty("label").GetString());
        Assert.Equal("v2", (await ClassifyAsync("""{"text": "x", "model": "newsgroups", "alias": "challenger"}""")).GetProperty("label").GetString());
    }

    [Fact]
    public async Task Top_beyond_the_labels_gives_them_all()
    {
        await PublishChampionAsync();
        Assert.Equal(2, (await ClassifyAsync("""{"text": "x", "top": 50}""")).GetProperty("scores").GetArrayLength());
    }

    [Fact]
    public async Task An_explanation_that_a_model_cannot_give_is_said_to_be_unavailable()
    {
        await PublishChampionAsync();
        var explanation = (await ClassifyAsync("""{"text": "x", "explain": true}""")).GetProperty("explanation");
        Assert.False(explanation.GetProperty("available").GetBoolean());
        Assert.Contains("is not available for this model", explanation.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.example+json")]
    public async Task Every_way_to_say_JSON_in_UTF8_is_understood(string contentType)
    {
        await PublishChampionAsync();
        using var response = await PostAsync("""{"text": "x"}"""u8.ToArray(), contentType);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Letters_of_every_script_and_paired_surrogates_are_texts()
    {
        await PublishChampionAsync();
        await ClassifyAsync("""{"text": "Ωδή \ud83d\ude80 日本語"}""");
    }

    [Fact]
    public async Task Answers_are_never_cached_nor_sniffed()
    {
        using var response = await Client.GetAsync("/api/health/live", Token);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/models")]
    [InlineData("/")]
    [InlineData("/page/app.js")]
    public async Task HEAD_answers_as_GET_does(string path)
    {
        using var response = await Client.SendAsync(new(HttpMethod.Head, path), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private protected async Task<int> PublishChampionAsync()
    {
        var version = await Registry.PublishAsync("newsgroups", "v1");
        await Registry.MoveAsync("newsgroups", version);
        return version;
    }

    private protected async Task<JsonElement> ClassifyAsync(string body)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private protected Task<HttpResponseMessage> PostAsync(byte[] body, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Client.PostAsync("/api/classify", content, Token);
    }
}
