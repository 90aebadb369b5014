using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string ReviewPath = "/api/models/newsgroups/feedback";

    [Theory]
    [InlineData("other", true)]
    [InlineData("new.label", false)]
    public async Task Feedback_is_stored_and_says_whether_the_champion_knows_the_label(string label, bool known)
    {
        await PublishChampionAsync();
        using var response = await FeedbackAsync($$"""{"text": "Ωδή 🚀", "label": " {{label}} "}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("newsgroups", answer.GetProperty("model").GetString());
        Assert.Equal(label, answer.GetProperty("label").GetString());
        Assert.Equal(known, answer.GetProperty("knownLabel").GetBoolean());

        var stored = Assert.Single(await StoredFeedbackAsync());
        Assert.Equal(answer.GetProperty("id").GetString(), stored.Id);
        Assert.Equal(new("Ωδή 🚀", label, null), stored.Example);
    }

    [Fact]
    public async Task The_same_feedback_sent_again_is_the_same()
    {
        await PublishChampionAsync();
        Assert.Equal(await FeedbackIdAsync("a", "v1"), await FeedbackIdAsync("a", "v1"));
        Assert.NotEqual(await FeedbackIdAsync("a", "v1"), await FeedbackIdAsync("a", "other"));
        Assert.Equal(2, (await StoredFeedbackAsync()).Count);
    }

    [Fact]
    public async Task A_repeated_request_is_known_by_its_key_and_a_key_is_for_one_example()
    {
        await PublishChampionAsync();
        Assert.Equal(await FeedbackIdAsync("a", "v1", "key-1"), await FeedbackIdAsync("a", "v1", "key-1"));
        Assert.NotEqual(await FeedbackIdAsync("a", "v1", "key-1"), await FeedbackIdAsync("a", "v1", "key-2"));
        using var other = await FeedbackAsync("""{"text": "b", "label": "v1"}""", "key-1");
        Assert.Equal("idempotency-key-reused", (await Problem.ReadAsync(other, HttpStatusCode.UnprocessableEntity)).Type);
        Assert.Equal(["a", "a"], (await StoredFeedbackAsync()).Select(e => e.Example.Text));
    }

    [Fact]
    public async Task Feedback_keeps_who_sent_it()
    {
        await PublishChampionAsync();
        await using var host = await StartLimitedAsync(_store);
        foreach (var caller in new[] { OneCaller, OtherCaller })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/feedback") { Content = Json("""{"text": "a", "label": "v1"}""") };
            request.Headers.Add("x-functions-key", caller.Key);
            using var response = await host.Client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        Assert.Equal([OneCaller.Id, OtherCaller.Id], (await StoredFeedbackAsync()).Select(e => e.Example.KeyId!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"label": "a"}""", "invalid-request", "'text' is missing")]
    [InlineData("""{"text": "a"}""", "invalid-request", "'label' is missing")]
    [InlineData("""{"text": "a", "label": 5}""", "invalid-request", "'label' is a number")]
    [InlineData("""{"text": "a", "label": " "}""", "invalid-request", "at least one visible character")]
    [InlineData("""{"text": "a", "label": "a\nb"}""", "invalid-request", "a\\u000ab")]
    [InlineData("""{"text": "a", "label": "\ud800"}""", "invalid-request", "lone surrogate")]
    [InlineData("""{"text": "", "label": "a"}""", "invalid-text", "'text' is empty")]
    [InlineData("""{"text": "a\u0000", "label": "a"}""", "invalid-text", "NUL")]
    [InlineData("""{"text": "a", "label": "a", "model": "../x"}""", "invalid-request", "'../x' is not a model name")]
    [InlineData("""{"text": "a", "label": "a", "alias": "x"}""", "invalid-request", "'alias' is not a member")]
    [InlineData("""{"text": "a", "label": "a", "label": "b"}""", "invalid-request", "'label' is given twice")]
    [InlineData("""{"text": "a" """, "malformed-json", "line 1")]
    public async Task Feedback_that_is_not_valid_is_told_what_is_wrong_and_not_stored(string body, string type, string said)
    {
        await PublishChampionAsync();
        using var response = await FeedbackAsync(body);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(type, problem.Type);
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(await StoredFeedbackAsync());
    }

    [Fact]
    public async Task A_label_that_is_too_long_is_refused_with_the_limit()
    {
        await PublishChampionAsync();
        using var response = await FeedbackAsync($$"""{"text": "a", "label": "{{new string('l', 201)}}"}""");
        Assert.Contains("at most 200", (await Problem.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_a_repeated_request_has_at_most_255_characters()
    {
        using var response = await FeedbackAsync("""{"text": "a", "label": "b"}""", new string('k', 256));
        Assert.Contains("255", (await Problem.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_is_for_models_that_there_are()
    {
        using (var early = await FeedbackAsync("""{"text": "a", "label": "b"}"""))
            Assert.Equal("no-model-yet", (await Problem.ReadAsync(early, HttpStatusCode.ServiceUnavailable)).Type);
        using var unknown = await FeedbackAsync("""{"text": "a", "label": "b", "model": "nobody"}""");
        Assert.Equal("model-not-found", (await Problem.ReadAsync(unknown, HttpStatusCode.NotFound)).Type);
    }

    [Fact]
    public async Task Feedback_can_be_turned_off()
    {
        await PublishChampionAsync();
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { ["Maas:Feedback:Accept"] = "false" }));
        using var response = await host.Client.PostAsync("/api/feedback", Json("""{"text": "a", "label": "v1"}"""), Token);
        Assert.Contains("Maas:Feedback:Accept", (await Problem.ReadAsync(response, HttpStatusCode.NotFound)).Detail, StringComparison.Ordinal);
        Assert.Empty(await StoredFeedbackAsync());
    }

    [Fact]
    public async Task Feedback_is_shown_by_sender_and_removed_and_the_ledger_tells_by_whom()
    {
        await PublishChampionAsync();
        var store = new FeedbackStore(_store, TimeProvider.System);
        await store.AddFeedbackAsync("newsgroups", new("secret text", "v1", "shop"), cancellationToken: Token);
        await store.AddFeedbackAsync("newsgroups", new("another", "odd", "shop"), cancellationToken: Token);
        await store.AddFeedbackAsync("newsgroups", new("a third", "v1", null), cancellationToken: Token);
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { [$"Maas:Keys:Hashed:{Boss.Id}"] = Boss.Setting }));

        var shown = await ChangeAsync(host, HttpMethod.Get, ReviewPath, null);
        Assert.Equal(3, shown.GetProperty("examples").GetInt32());
        Assert.DoesNotContain("secret", shown.ToString(), StringComparison.Ordinal);
        var shop = shown.GetProperty("contributors").EnumerateArray().Single(c => c.GetProperty("key").ValueEquals("shop"));
        Assert.Equal([("odd", 1, false), ("v1", 1, true)], shop.GetProperty("labels").EnumerateArray().Select(l =>
            (l.GetProperty("label").GetString(), l.GetProperty("examples").GetInt32(), l.GetProperty("known").GetBoolean())));

        var removed = await ChangeAsync(host, HttpMethod.Delete, ReviewPath + "?key=shop&from=2001-01-01&reason=labels%20swapped", null);
        Assert.Equal(2, removed.GetProperty("removed").GetInt32());
        Assert.Null(Assert.Single(await StoredFeedbackAsync()).Example.KeyId);
        var entry = (await ChangeAsync(host, HttpMethod.Get, LedgerPath, null)).GetProperty("entries")[0];
        Assert.Equal(("remove-feedback", "boss"), (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString()));
        Assert.Equal("2 corrected examples sent with the key shop from 2001-01-01T00:00:00Z: labels swapped", entry.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "key, from, to")]
    [InlineData("?reason=x", HttpStatusCode.BadRequest, "key, from, to")]
    [InlineData("?key=shop&form=2001-01-01", HttpStatusCode.BadRequest, "'form'")]
    [InlineData("?key=No!", HttpStatusCode.BadRequest, "'No!'")]
    [InlineData("?from=yesterday", HttpStatusCode.BadRequest, "'yesterday'")]
    [InlineData("?from=2001-01-02&to=2001-01-01", HttpStatusCode.BadRequest, "not before")]
    [InlineData("?key=shop&reason=a%0Ab", HttpStatusCode.BadRequest, "one line")]
    public async Task A_removal_that_does_not_say_what_to_remove_removes_nothing(string query, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        await FeedbackIdAsync("a", "v1");
        using var response = await Client.DeleteAsync(ReviewPath + query, Token);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
        Assert.Single(await StoredFeedbackAsync());
    }

    [Fact]
    public async Task Feedback_of_no_model_is_not_found()
    {
        using var shown = await Client.GetAsync("/api/models/nobody/feedback", Token);
        await Problem.ReadAsync(shown, HttpStatusCode.NotFound);
        using var removed = await Client.DeleteAsync("/api/models/nobody/feedback?key=shop", Token);
        await Problem.ReadAsync(removed, HttpStatusCode.NotFound);
    }

    private async Task<string> FeedbackIdAsync(string text, string label, string? repeatKey = null)
    {
        using var response = await FeedbackAsync(JsonSerializer.Serialize(new { text, label }), repeatKey);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
    }

    private Task<HttpResponseMessage> FeedbackAsync(string body, string? repeatKey = null)
    {
        var content = Json(body);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/feedback") { Content = content };
        if (repeatKey is not null)
            request.Headers.Add("Idempotency-Key", repeatKey);
        return Client.SendAsync(request, Token);
    }

    private async Task<IReadOnlyList<FeedbackEntry>> StoredFeedbackAsync()
    {
        var entries = new List<FeedbackEntry>();
        await foreach (var entry in new FeedbackStore(_store, TimeProvider.System).ReadFeedbackAsync("newsgroups", cancellationToken: Token))
            entries.Add(entry);
        return entries;
    }
}
