using System.Net;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string RolloutPath = "/api/models/newsgroups/rollout";

    [Fact]
    public async Task A_canary_is_started_watched_and_finished()
    {
        await PublishChallengerAsync();
        Assert.Equal("none", (await GetAsync(RolloutPath)).GetProperty("state").GetString());
        var started = await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 100, "reason": "trial"}"""));
        Assert.Equal(("running", "canary", 2, 1), (started.GetProperty("state").GetString(), started.GetProperty("mode").GetString(), started.GetProperty("version").GetInt32(), started.GetProperty("champion").GetInt32()));

        Assert.Equal(2, (await ClassifyAsync("""{"text": "x"}""")).GetProperty("version").GetInt32());
        var arms = (await GetAsync(RolloutPath)).GetProperty("arms");
        Assert.Equal((0, 1), (arms.GetProperty("champion").GetProperty("requests").GetInt32(), arms.GetProperty("candidate").GetProperty("requests").GetInt32()));
        Assert.True(arms.GetProperty("candidate").GetProperty("milliseconds").GetProperty("p50").GetDouble() > 0);

        using var finished = await Client.PostAsync(RolloutPath + "/finish", null, Token);
        Assert.Equal(("finished", 2), ((await AcceptedAsync(finished)).GetProperty("state").GetString(), (await Registry.FindAliasAsync("newsgroups", "champion", Token))!.Version));
        var actions = (await GetAsync(LedgerPath + "?limit=3")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("action").GetString());
        Assert.Equal(["move", "rollout-finish", "rollout-start"], actions);
    }

    [Fact]
    public async Task A_canary_that_is_aborted_leaves_the_champion()
    {
        await PublishChallengerAsync();
        await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 5, "version": 2}"""));
        Assert.Equal("aborted", (await AcceptedAsync(await PostAsync(RolloutPath + "/abort", """{"reason": "wrong"}"""))).GetProperty("state").GetString());
        Assert.Equal(1, (await Registry.FindAliasAsync("newsgroups", "champion", Token))!.Version);
    }

    /// <summary>All protocols ask by one seam, so a canary of all requests answers each of them.</summary>
    [Theory]
    [InlineData("/api/classify", """{"text": "x"}""")]
    [InlineData("/v2/models/newsgroups/infer", """{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": ["x"]}]}""")]
    [InlineData("/invocations", """{"inputs": ["x"]}""")]
    public async Task Every_protocol_is_subject_to_a_canary(string path, string body)
    {
        await PublishChallengerAsync();
        await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 100}"""));
        using var response = await PostAsync(path, body);
        Assert.Contains("v2", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_one_key_are_answered_by_one_version()
    {
        await PublishChallengerAsync();
        await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 50}"""));
        var versions = new HashSet<int>();
        for (var user = 0; user < 40; user++)
        {
            var first = await ByKeyAsync($"user-{user}", "one");
            Assert.Equal(first, await ByKeyAsync($"user-{user}", "two"));
            versions.Add(first);
        }

        Assert.Equal([1, 2], versions.Order());
    }

    [Fact]
    public async Task A_shadow_answers_nothing_and_is_compared()
    {
        await PublishChallengerAsync();
        await AcceptedAsync(await PutAsync(RolloutPath, """{"mode": "shadow", "percent": 100}"""));
        Assert.Equal(1, (await ClassifyAsync("""{"texts": ["x", "y"]}""")).GetProperty("version").GetInt32());
        JsonElement comparison;
        do
            comparison = (await GetAsync(RolloutPath)).GetProperty("comparison");
        while (comparison.GetProperty("texts").GetInt32() < 2);
        Assert.Equal((2, 1.0, 0), (comparison.GetProperty("disagreements").GetInt32(), comparison.GetProperty("rate").GetDouble(), comparison.GetProperty("dropped").GetInt32()));
        Assert.Equal(0.9, comparison.GetProperty("meanAbsoluteDifference").GetDouble(), 4);
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "'percent' is missing")]
    [InlineData("""{"percent": 0}""", HttpStatusCode.BadRequest, "'percent' is 0")]
    [InlineData("""{"percent": "5"}""", HttpStatusCode.BadRequest, "above 0, to 100")]
    [InlineData("""{"percent": 5, "mode": "blue"}""", HttpStatusCode.BadRequest, "'blue'")]
    [InlineData("""{"percent": 5, "alias": "a", "version": 1}""", HttpStatusCode.BadRequest, "both given")]
    [InlineData("""{"percent": 5, "alias": "No"}""", HttpStatusCode.BadRequest, "'No'")]
    [InlineData("""{"percent": 5, "share": 1}""", HttpStatusCode.BadRequest, "allowed are mode, percent, alias, version, reason")]
    [InlineData("""{"percent": 5, "alias": "nobody"}""", HttpStatusCode.NotFound, "'nobody'")]
    [InlineData("""{"percent": 5, "version": 1}""", HttpStatusCode.Conflict, "champion already")]
    public async Task A_rollout_that_is_not_valid_is_a_problem(string body, HttpStatusCode status, string said)
    {
        await PublishChallengerAsync();
        using var response = await PutAsync(RolloutPath, body);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_run_cannot_be_ended()
    {
        await PublishChallengerAsync();
        using var abort = await Client.PostAsync(RolloutPath + "/abort", null, Token);
        Assert.Contains("No rollout", (await Problem.ReadAsync(abort, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
        using var unknown = await Client.PostAsync("/api/models/nobody/rollout/finish", null, Token);
        await Problem.ReadAsync(unknown, HttpStatusCode.NotFound);
    }

    /// <summary>Who may send what must not change because somebody else started a rollout.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("one", "two")]
    [InlineData("a key of 300 characters")]
    public async Task A_request_key_of_whatever_form_costs_no_answer(params string[] keys)
    {
        await PublishChallengerAsync();
        await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 50}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify") { Content = Json("""{"text": "x"}""") };
        request.Headers.Add("x-maas-request-key", keys.Select(k => k.PadRight(k.Length > 3 ? 300 : 0)));
        using var response = await Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_rollout_is_ended_only_as_it_was_seen()
    {
        await PublishChallengerAsync();
        using var started = await PutAsync(RolloutPath, """{"percent": 5}""");
        var seen = started.Headers.ETag!;
        await AcceptedAsync(await PutAsync(RolloutPath, """{"percent": 20}"""));
        foreach (var (path, method, body) in new[] { ("", HttpMethod.Put, """{"percent": 50}"""), ("/finish", HttpMethod.Post, "{}"), ("/abort", HttpMethod.Post, "{}") })
        {
            using var request = new HttpRequestMessage(method, RolloutPath + path) { Content = Json(body) };
            request.Headers.IfMatch.Add(seen);
            using var stale = await Client.SendAsync(request, Token);
            Assert.Contains("is of version 2 with ETag", (await Problem.ReadAsync(stale, HttpStatusCode.PreconditionFailed)).Detail, StringComparison.Ordinal);
        }

        using var other = await PostAsync(RolloutPath + "/finish", """{"expected": 3}""");
        await Problem.ReadAsync(other, HttpStatusCode.PreconditionFailed);
        Assert.Equal(20, (await GetAsync(RolloutPath)).GetProperty("percent").GetInt32());
        Assert.Equal("finished", (await AcceptedAsync(await PostAsync(RolloutPath + "/finish", """{"expected": 2}"""))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_version_on_trial_is_neither_deleted_nor_archived()
    {
        await PublishChampionAsync();
        var version = await Registry.PublishAsync("newsgroups", "v2");
        var path = $"/api/models/newsgroups/versions/{version}";
        await AcceptedAsync(await PutAsync(RolloutPath, $$"""{"percent": 5, "version": {{version}}}"""));
        using var deleted = await Client.DeleteAsync(path, Token);
        Assert.Contains("while a canary tries it", (await Problem.ReadAsync(deleted, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
        using var archived = await Client.PatchAsync(path, Json("""{"archived": true}"""), Token);
        Assert.Contains("while a canary tries it", (await Problem.ReadAsync(archived, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);

        await AcceptedAsync(await PostAsync(RolloutPath + "/abort", "{}"));
        await AcceptedAsync(await Client.PatchAsync(path, Json("""{"archived": true}"""), Token));
        using var again = await PutAsync(RolloutPath, $$"""{"percent": 5, "version": {{version}}}""");
        Assert.Contains("is archived", (await Problem.ReadAsync(again, HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_have_the_rollout_and_how_far_it_disagrees()
    {
        const string Stats = "/api/models/newsgroups/stats";
        await PublishChallengerAsync();
        Assert.False((await GetAsync(Stats)).TryGetProperty("rollout", out _));
        await AcceptedAsync(await PutAsync(RolloutPath, """{"mode": "shadow", "percent": 100}"""));
        await ClassifyAsync("""{"texts": ["x", "y", "z"]}""");
        JsonElement rollout;
        do
            rollout = (await GetAsync(Stats)).GetProperty("rollout");
        while (rollout.GetProperty("comparison").GetProperty("texts").GetInt32() < 3);
        Assert.Equal(("shadow", 3), (rollout.GetProperty("mode").GetString(), rollout.GetProperty("comparison").GetProperty("disagreements").GetInt32()));
    }

    private async Task PublishChallengerAsync()
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v2"), "challenger");
    }

    private async Task<int> ByKeyAsync(string key, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/classify") { Content = Json($$"""{"text": "{{text}}"}""") };
        request.Headers.Add("x-maas-request-key", key);
        using var response = await Client.SendAsync(request, Token);
        return (await AcceptedAsync(response)).GetProperty("version").GetInt32();
    }
}
