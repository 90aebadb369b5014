using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string ChampionPath = "/api/models/newsgroups/aliases/champion";
    private const string RollbackPath = "/api/models/newsgroups/rollback";
    private const string LedgerPath = "/api/models/newsgroups/ledger";

    private static readonly TestKey Boss = TestKey.New("boss", "admin");

    [Fact]
    public async Task An_alias_is_moved_and_rolled_back_and_the_ledger_tells_by_whom()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        await using var host = await StartAsync(new(_store, new Dictionary<string, string?> { [$"Maas:Keys:Hashed:{Boss.Id}"] = Boss.Setting }));

        var moved = await ChangeAsync(host, HttpMethod.Put, ChampionPath, """{"version": 2, "reason": " clearer on space "}""");
        Assert.Equal(("champion", 2, 1), (moved.GetProperty("alias").GetString(), moved.GetProperty("version").GetInt32(), moved.GetProperty("from").GetInt32()));
        var back = await ChangeAsync(host, HttpMethod.Post, RollbackPath, """{"reason": "wrong on cars"}""");
        Assert.Equal((1, 2), (back.GetProperty("version").GetInt32(), back.GetProperty("from").GetInt32()));

        var ledger = await ChangeAsync(host, HttpMethod.Get, LedgerPath, null);
        Assert.Equal(5, ledger.GetProperty("entryCount").GetInt32());
        var entries = ledger.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["rollback", "move", "publish", "move", "publish"], entries.Select(e => e.GetProperty("action").GetString()));
        Assert.Equal(["boss", "boss", "local", "local", "local"], entries.Select(e => e.GetProperty("actor").GetString()));
        Assert.Equal(["wrong on cars", "clearer on space"], entries.Take(2).Select(e => e.GetProperty("reason").GetString()));
        Assert.Equal([5, 4, 3, 2, 1], entries.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal((2, 1), (entries[0].GetProperty("from").GetInt32(), entries[0].GetProperty("to").GetInt32()));
        Assert.All(entries, e => Assert.True(e.GetProperty("applied").GetBoolean()));
    }

    [Fact]
    public async Task An_alias_that_is_there_already_is_left_alone_and_a_new_one_is_made()
    {
        await PublishChampionAsync();
        await AcceptedAsync(await PutAsync(ChampionPath, """{"version": 1}"""));
        Assert.Equal(2, (await GetAsync(LedgerPath)).GetProperty("entryCount").GetInt32());
        var made = await AcceptedAsync(await PutAsync("/api/models/newsgroups/aliases/trial", """{"version": 1}"""));
        Assert.False(made.TryGetProperty("from", out _));
        Assert.Equal(1, (await GetAsync("/api/models/newsgroups")).GetProperty("aliases").GetProperty("trial").GetInt32());
    }

    [Fact]
    public async Task An_alias_moves_only_from_where_its_mover_saw_it()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        using var first = await PutAsync(ChampionPath, """{"version": 2, "expected": 1}""");
        var etag = first.Headers.ETag!;
        await AcceptedAsync(await PutAsync(ChampionPath, """{"version": 1}""", etag.ToString()));

        foreach (var (body, match) in new[] { ("""{"version": 2}""", etag.ToString()), ("""{"version": 2, "expected": 2}""", null), ("""{"version": 2}""", "W/" + etag) })
        {
            using var refused = await PutAsync(ChampionPath, body, match);
            Assert.Equal("not-as-expected", (await Problem.ReadAsync(refused, HttpStatusCode.PreconditionFailed)).Type);
        }

        using var stale = await PostAsync(RollbackPath, """{"expected": 2}""");
        await Problem.ReadAsync(stale, HttpStatusCode.PreconditionFailed);
        Assert.Equal(1, (await GetAsync("/api/models/newsgroups")).GetProperty("aliases").GetProperty("champion").GetInt32());
    }

    [Fact]
    public async Task A_rollback_needs_no_body_and_a_version_before()
    {
        await PublishChampionAsync();
        await Registry.MoveAsync("newsgroups", await Registry.PublishAsync("newsgroups", "v2"));
        using (var response = await Client.PostAsync(RollbackPath, null, Token))
            Assert.Equal(1, (await AcceptedAsync(response)).GetProperty("version").GetInt32());
        using var nothing = await Client.PostAsync(RollbackPath, null, Token);
        Assert.Contains("no other version", (await Problem.ReadAsync(nothing, HttpStatusCode.NotFound)).Detail, StringComparison.Ordinal);
        using var unknown = await PostAsync(RollbackPath, """{"alias": "trial"}""");
        await Problem.ReadAsync(unknown, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_ledger_tells_which_version_answered_at_a_time()
    {
        await PublishChampionAsync();
        var entry = Assert.Single((await GetAsync(LedgerPath + "?at=2999-01-01T00:00:00%2B02:00&alias=champion")).GetProperty("entries").EnumerateArray());
        Assert.Equal((2, 1), (entry.GetProperty("sequence").GetInt32(), entry.GetProperty("to").GetInt32()));
        Assert.Equal(0, (await GetAsync(LedgerPath + "?at=2001-01-01")).GetProperty("entries").GetArrayLength());
    }

    [Theory]
    [InlineData("?at=yesterday", HttpStatusCode.BadRequest, "'yesterday'")]
    [InlineData("?at=2026-01-01T00:00:00+02:00", HttpStatusCode.BadRequest, "%2B")]
    [InlineData("?alias=champion", HttpStatusCode.BadRequest, "'at'")]
    [InlineData("?at=2999-01-01&alias=No", HttpStatusCode.BadRequest, "'No'")]
    [InlineData("?at=2999-01-01&alias=nobody", HttpStatusCode.NotFound, "'nobody'")]
    [InlineData("?limit=0", HttpStatusCode.BadRequest, "'limit'")]
    public async Task A_ledger_that_cannot_be_told_is_a_problem(string query, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        using var response = await Client.GetAsync(LedgerPath + query, Token);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("champion", "{}", HttpStatusCode.BadRequest, "'version' is missing")]
    [InlineData("champion", """{"version": 0}""", HttpStatusCode.BadRequest, "0")]
    [InlineData("champion", """{"version": 1, "alias": "a"}""", HttpStatusCode.BadRequest, "allowed are version, expected, reason")]
    [InlineData("champion", """{"version": 1, "reason": "two\nlines"}""", HttpStatusCode.BadRequest, "one line")]
    [InlineData("champion", """{"version": 1""", HttpStatusCode.BadRequest, "line 1")]
    [InlineData("champion", """{"version": 9}""", HttpStatusCode.NotFound, "no version 9")]
    [InlineData("Champion", """{"version": 1}""", HttpStatusCode.BadRequest, "'Champion'")]
    public async Task A_move_that_is_not_valid_is_a_problem(string alias, string body, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        using var response = await PutAsync("/api/models/newsgroups/aliases/" + alias, body);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_If_Match_that_is_no_ETag_and_a_body_that_is_no_JSON_are_refused()
    {
        await PublishChampionAsync();
        using var unquoted = await PutAsync(ChampionPath, """{"version": 1}""", "12");
        await Problem.ReadAsync(unquoted, HttpStatusCode.BadRequest);
        using var form = await Client.PostAsync(RollbackPath, new FormUrlEncodedContent([new("alias", "champion")]), Token);
        await Problem.ReadAsync(form, HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<HttpResponseMessage> PutAsync(string path, string body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Client.SendAsync(request, Token);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) => Client.PostAsync(path, Json(body), Token);

    private static async Task<JsonElement> AcceptedAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<JsonElement> ChangeAsync(HttpHost host, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Json(body) };
        request.Headers.Add("x-functions-key", Boss.Key);
        using var response = await host.Client.SendAsync(request, Token);
        return await AcceptedAsync(response);
    }
}
