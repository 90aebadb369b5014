using System.Net;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string SecondPath = "/api/models/newsgroups/versions/2";

    [Fact]
    public async Task A_version_is_deleted_for_good_and_whoever_asks_for_it_is_told_by_whom()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { [$"Maas:Keys:Hashed:{Boss.Id}"] = Boss.Setting }));

        var deleted = await ChangeAsync(host, HttpMethod.Delete, SecondPath, """{"reason": "not ours"}""");

        Assert.Equal((2, "boss", 4), (deleted.GetProperty("version").GetInt32(), deleted.GetProperty("actor").GetString(), deleted.GetProperty("sequence").GetInt32()));
        Assert.Equal(JsonSerializer.Serialize(deleted), JsonSerializer.Serialize(await ChangeAsync(host, HttpMethod.Delete, SecondPath, null)));
        var entry = (await ChangeAsync(host, HttpMethod.Get, LedgerPath, null)).GetProperty("entries")[0];
        Assert.Equal(("delete", "not ours", 2), (entry.GetProperty("action").GetString(), entry.GetProperty("reason").GetString(), entry.GetProperty("from").GetInt32()));
        Assert.Equal(1, (await GetAsync("/api/models/newsgroups")).GetProperty("versionCount").GetInt32());
        using var shown = await Client.GetAsync(SecondPath, Token);
        using var asked = await PostAsync("/api/classify", """{"text": "x", "version": 2}""");
        using var moved = await PutAsync(ChampionPath, """{"version": 2}""");
        foreach (var response in new[] { shown, asked, moved })
            Assert.Matches("^Version 2 of model 'newsgroups' was deleted at .* by boss[.]", (await Problem.ReadAsync(response, HttpStatusCode.NotFound)).Detail);
    }

    [Fact]
    public async Task A_version_behind_an_alias_is_neither_deleted_nor_archived()
    {
        await PublishChampionAsync();
        using var deleted = await Client.DeleteAsync("/api/models/newsgroups/versions/1", Token);
        using var archived = await PatchAsync("/api/models/newsgroups/versions/1", """{"archived": true, "description": "old"}""");
        foreach (var response in new[] { deleted, archived })
        {
            var problem = await Problem.ReadAsync(response, HttpStatusCode.Conflict);
            Assert.Equal("version-conflict", problem.Type);
            Assert.Contains("champion", problem.Detail, StringComparison.Ordinal);
        }
        Assert.False((await GetAsync("/api/models/newsgroups")).GetProperty("versions")[0].TryGetProperty("description", out _));
    }

    [Fact]
    public async Task A_version_that_is_loaded_and_deleted_answers_no_more_after_the_next_poll()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { ["Maas:Serving:PollInterval"] = "00:00:00.1" }));
        const string Body = """{"text": "x", "version": 2}""";
        using (var before = await host.Client.PostAsync("/api/classify", Json(Body), Token))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using (var deleted = await host.Client.DeleteAsync(SecondPath, Token))
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);

        while (true)
        {
            using var after = await host.Client.PostAsync("/api/classify", Json(Body), Token);
            if (after.StatusCode == HttpStatusCode.NotFound)
                break;
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
        using var champion = await host.Client.PostAsync("/api/classify", Json("""{"text": "x"}"""), Token);
        Assert.Equal(HttpStatusCode.OK, champion.StatusCode);
    }

    [Fact]
    public async Task A_version_is_archived_and_taken_out_again()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        Assert.True((await AcceptedAsync(await PatchAsync(SecondPath, """{"archived": true}"""))).GetProperty("archived").GetBoolean());

        Assert.Equal(1, (await GetAsync("/api/models/newsgroups")).GetProperty("versionCount").GetInt32());
        Assert.Equal(1, (await GetAsync("/api/models")).GetProperty("models")[0].GetProperty("latestVersion").GetInt32());
        Assert.True((await GetAsync("/api/models/newsgroups?archived=true")).GetProperty("versions")[0].GetProperty("archived").GetBoolean());
        using (var moved = await PutAsync(ChampionPath, """{"version": 2}"""))
            Assert.Equal("version-conflict", (await Problem.ReadAsync(moved, HttpStatusCode.Conflict)).Type);
        Assert.Equal(2, (await ClassifyAsync("""{"text": "x", "version": 2}""")).GetProperty("version").GetInt32());

        Assert.False((await AcceptedAsync(await PatchAsync(SecondPath, """{"archived": false}"""))).GetProperty("archived").GetBoolean());
        await AcceptedAsync(await PutAsync(ChampionPath, """{"version": 2}"""));
    }

    [Fact]
    public async Task Descriptions_and_tags_are_changed_in_part_and_listed()
    {
        await PublishChampionAsync();
        await AcceptedAsync(await PatchAsync("/api/models/newsgroups", """{"description": "Sorts posts", "tags": {"team": "desk"}}"""));
        await AcceptedAsync(await PatchAsync("/api/models/newsgroups/versions/1", """{"tags": {"run": "7", "trial": "yes"}}"""));
        var changed = await AcceptedAsync(await PatchAsync("/api/models/newsgroups/versions/1", """{"description": "The first", "tags": {"trial": null, "owner": "ann"}}"""));

        Assert.Equal("""{"owner":"ann","run":"7"}""", changed.GetProperty("tags").GetRawText());
        var model = await GetAsync("/api/models/newsgroups");
        Assert.Equal(("Sorts posts", """{"team":"desk"}"""), (model.GetProperty("description").GetString(), model.GetProperty("tags").GetRawText()));
        var version = model.GetProperty("versions")[0];
        Assert.Equal(("The first", """{"owner":"ann","run":"7"}"""), (version.GetProperty("description").GetString(), version.GetProperty("tags").GetRawText()));
        Assert.False((await AcceptedAsync(await PatchAsync("/api/models/newsgroups", """{"description": null}"""))).TryGetProperty("description", out _));
    }

    [Theory]
    [InlineData("PATCH", "/api/models/newsgroups", """{"tags": {"no tag": "x"}}""", HttpStatusCode.BadRequest, "'no tag'")]
    [InlineData("PATCH", "/api/models/newsgroups", """{"tags": {"tag": ""}}""", HttpStatusCode.BadRequest, "1 to 250")]
    [InlineData("PATCH", "/api/models/newsgroups", """{"tags": {"tag": 7}}""", HttpStatusCode.BadRequest, "'tags.tag' is a number")]
    [InlineData("PATCH", "/api/models/newsgroups", """{"tags": []}""", HttpStatusCode.BadRequest, "must be an object")]
    [InlineData("PATCH", "/api/models/newsgroups", """{"archived": true}""", HttpStatusCode.BadRequest, "allowed are description, tags.")]
    [InlineData("PATCH", "/api/models/newsgroups", """{"description": "a\u0000b"}""", HttpStatusCode.BadRequest, "control character")]
    [InlineData("PATCH", "/api/models/newsgroups/versions/1", """{"archived": 1}""", HttpStatusCode.BadRequest, "true or false")]
    [InlineData("PATCH", "/api/models/newsgroups/versions/9", """{"description": "x"}""", HttpStatusCode.NotFound, "no version 9")]
    [InlineData("PATCH", "/api/models/nobody", """{"description": "x"}""", HttpStatusCode.NotFound, "'nobody'")]
    [InlineData("DELETE", "/api/models/newsgroups/versions/9", "{}", HttpStatusCode.NotFound, "no version 9")]
    [InlineData("DELETE", "/api/models/newsgroups/versions/1", """{"why": "x"}""", HttpStatusCode.BadRequest, "allowed are reason")]
    [InlineData("GET", "/api/models/newsgroups?archived=yes", "", HttpStatusCode.BadRequest, "'archived' is 'yes'")]
    public async Task A_change_of_a_version_that_is_not_valid_is_a_problem(string method, string path, string body, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        using var request = new HttpRequestMessage(new(method), path) { Content = body.Length > 0 ? Json(body) : null };
        using var response = await Client.SendAsync(request, Token);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_tags_than_allowed_are_refused_and_nothing_changes()
    {
        await PublishChampionAsync();
        var tags = string.Join(", ", Enumerable.Range(0, 51).Select(i => $"\"tag-{i}\": \"x\""));
        using var response = await PatchAsync("/api/models/newsgroups", "{\"tags\": {" + tags + "}}");
        Assert.Contains("51 tags: at most 50", (await Problem.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
        Assert.False((await GetAsync("/api/models/newsgroups")).TryGetProperty("tags", out _));
    }

    private Task<HttpResponseMessage> PatchAsync(string path, string body) => Client.PatchAsync(path, Json(body), Token);
}
