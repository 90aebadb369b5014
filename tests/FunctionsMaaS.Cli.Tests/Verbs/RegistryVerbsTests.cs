using System.Text.Json;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

/// <summary><c>list</c>, <c>show</c>, <c>promote</c> and <c>rollback</c>.</summary>
public sealed class RegistryVerbsTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_empty_registry_lists_nothing_and_says_what_to_do()
    {
        var run = (await _cli.RunAsync("list")).Done();
        Assert.Empty(run.Out);
        Assert.Contains("maas push", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("list", "--json")).Json().GetProperty("models").GetArrayLength());
    }

    [Fact]
    public async Task Models_are_listed_with_their_newest_version_and_aliases()
    {
        await PushAsync(2);
        Assert.Contains((await _cli.RunAsync("list")).Done().OutLines, l => Cells(l) is ["news", "2", "champion", "1"]);
        var listed = (await _cli.RunAsync("list", "--json")).Json().GetProperty("models")[0];
        Assert.Equal("""{"name":"news","latestVersion":2,"aliases":{"champion":1}}""", JsonSerializer.Serialize(listed));
    }

    [Fact]
    public async Task Versions_are_listed_newest_first()
    {
        await PushAsync(2);
        var lines = (await _cli.RunAsync("list", "news")).Done().OutLines;
        Assert.Equal(3, lines.Length);
        Assert.Equal("2", Cells(lines[1])[0]);
        Assert.Equal("champion", Cells(lines[2])[^1]);
        var details = (await _cli.RunAsync("list", "news", "--json")).Json();
        Assert.Equal(2, details.GetProperty("versionCount").GetInt32());
        Assert.Equal([2, 1], details.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_damaged_version_does_not_hide_the_others()
    {
        await PushAsync(2);
        File.WriteAllText(_cli.PathOf("registry", "models", "news", "versions", "2", "manifest.json"), "{");
        var run = (await _cli.RunAsync("list", "news")).Done();
        Assert.Equal("1", Cells(run.OutLines[1])[0]);
        Assert.Contains("Left out: manifest.json of news:2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_is_answered_with_those_there_are()
    {
        await PushAsync(1);
        (await _cli.RunAsync("list", "weather", "--json")).Failed("no model 'weather'", "news");
    }

    [Fact]
    public async Task A_manifest_is_shown_of_a_file_a_version_and_an_alias()
    {
        await PushAsync(2);
        Assert.Equal(JsonValueKind.Undefined, Version(await _cli.RunAsync("show", model.Path, "--json")).ValueKind);
        Assert.Equal(2, Version(await _cli.RunAsync("show", "news:2", "--json")).GetInt32());
        Assert.Equal(1, Version(await _cli.RunAsync("show", "news", "--json")).GetInt32());
        Assert.Equal(1, Version(await _cli.RunAsync("show", "news@champion", "--json")).GetInt32());
    }

    [Fact]
    public async Task A_model_card_is_printed_or_written_as_a_page()
    {
        var card = (await _cli.RunAsync("show", model.Path, "--card")).Done().Out;
        Assert.StartsWith("# Model card: small.maas\n\n## Model Details\n", card, StringComparison.Ordinal);
        Assert.Contains("| comp.graphics | 1.0000 | 1.0000 | 1.0000 | 4 |", card, StringComparison.Ordinal);

        var run = (await _cli.RunAsync("show", model.Path, "--card", "--html", _cli.PathOf("card.html"))).Done();
        Assert.Equal("", run.Out);
        Assert.Contains("<h1><bdi>Model card: small.maas</bdi></h1>", await File.ReadAllTextAsync(_cli.PathOf("card.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        (await _cli.RunAsync("show", model.Path, "--html", "x.html")).Misused("show");
        (await _cli.RunAsync("show", model.Path, "--card", "--json")).Misused("show");
    }

    [Fact]
    public async Task What_is_shown_can_be_read()
    {
        var lines = (await _cli.RunAsync("show", model.Path)).Done().OutLines.Select(Cells).ToArray();
        Assert.Contains(lines, l => l is ["model", "small.maas"]);
        Assert.Contains(lines, l => l is ["recipe", "sdca"]);
        Assert.Contains(lines, l => l is ["accuracy", "1.0000"]);
        Assert.Contains(lines, l => l is ["measured", "on", "12", "texts"]);
        Assert.Contains(lines, l => l is ["3", "labels", "comp.graphics,", "rec.sport.hockey,", "sci.space"]);
    }

    [Fact]
    public async Task Promoting_moves_the_champion()
    {
        await PushAsync(2);
        Assert.Equal("news@champion is version 2 now; it was 1\n", (await _cli.RunAsync("promote", "news:2")).Done().Out);
        Assert.Equal("news@champion was version 2 already\n", (await _cli.RunAsync("promote", "news:2")).Done().Out);
        Assert.Equal(2, Version(await _cli.RunAsync("show", "news", "--json")).GetInt32());
    }

    [Fact]
    public async Task Promoting_can_move_another_alias()
    {
        await PushAsync(2);
        Assert.Equal("news@challenger is version 2\n", (await _cli.RunAsync("promote", "news:2", "--alias", "challenger")).Done().Out);
        Assert.Equal(1, Version(await _cli.RunAsync("show", "news", "--json")).GetInt32());
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_promoted()
    {
        await PushAsync(1);
        (await _cli.RunAsync("promote", "news:9")).Failed("no version 9");
        (await _cli.RunAsync("promote", "news:9", "--alias", "challenger")).Failed("no version 9");
        Assert.Equal(1, Version(await _cli.RunAsync("show", "news", "--json")).GetInt32());
    }

    [Theory]
    [InlineData("news")]
    [InlineData("news@champion")]
    [InlineData("news:two")]
    [InlineData("news:0")]
    [InlineData("../x:1")]
    public async Task Only_a_version_can_be_promoted(string reference) =>
        (await _cli.RunAsync("promote", reference)).Misused("promote", reference == "news:0" ? "0 is not a version" : "'");

    [Fact]
    public async Task Rolling_back_returns_to_the_version_before_and_the_ledger_says_why()
    {
        await PushAsync(2);
        (await _cli.RunAsync("promote", "news:2", "--reason", "better")).Done();
        Assert.Equal("news@champion is version 1 now; it was 2\n", (await _cli.RunAsync("rollback", "news", "--reason", "worse after all")).Done().Out);
        (await _cli.RunAsync("rollback", "news")).Failed("no other version");
        (await _cli.RunAsync("rollback", "news", "--alias", "trial")).Failed("no alias 'trial'");

        var lines = (await _cli.RunAsync("show", "news", "--ledger")).Done().OutLines;
        Assert.Equal(["entry", "time", "action", "alias", "from", "to", "by", "reason"], Cells(lines[0]));
        Assert.EndsWith("rollback  champion     2   1  cli  worse after all", lines[1], StringComparison.Ordinal);
        var entries = (await _cli.RunAsync("show", "news", "--ledger", "--json")).Json().GetProperty("entries");
        Assert.Equal(["rollback", "move", "publish", "move", "publish"], entries.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
        Assert.All(entries.EnumerateArray(), e => Assert.Equal("cli", e.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task The_ledger_says_which_version_an_alias_had_at_a_time()
    {
        await PushAsync(1);
        var run = await _cli.RunAsync("show", "news", "--ledger", "--at", "2999-12-31T23:59Z", "--json");
        Assert.Equal(1, run.Json().GetProperty("entries")[0].GetProperty("to").GetInt32());
        (await _cli.RunAsync("show", "news", "--ledger", "--at", "2001-01-01")).Failed("2001-01-01 00:00 UTC", "no alias 'champion' yet");
        (await _cli.RunAsync("show", "news", "--ledger", "--at", "noon")).Misused("show", "'noon'");
        (await _cli.RunAsync("show", "news", "--at", "2001-01-01")).Misused("show", "--at needs --ledger");
        (await _cli.RunAsync("show", "news:1", "--ledger")).Failed("'news:1' has no ledger");
    }

    [Fact]
    public async Task A_registry_that_is_no_folder_is_named()
    {
        var file = _cli.Write("file", "");
        (await _cli.RunAsync("list", "--json", "--registry", file)).Failed(file);
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--registry", file)).Failed(file);
    }

    [Fact]
    public async Task A_version_is_deleted_for_good_unless_an_alias_points_to_it()
    {
        await PushAsync(2);
        (await _cli.RunAsync("delete", "news:1")).Failed("champion");
        Assert.Contains("news:2 is deleted", (await _cli.RunAsync("delete", "news:2", "--reason", "not ours")).Done().Out, StringComparison.Ordinal);
        (await _cli.RunAsync("show", "news:2")).Failed("Version 2 of model 'news' was deleted", "by cli");
        (await _cli.RunAsync("promote", "news:2")).Failed("was deleted");
        Assert.Contains((await _cli.RunAsync("show", "news", "--ledger")).Done().OutLines, l => l.Contains("delete", StringComparison.Ordinal) && l.EndsWith("not ours", StringComparison.Ordinal));
        (await _cli.RunAsync("delete", "news")).Misused("delete");
    }

    [Fact]
    public async Task An_archived_version_is_listed_only_if_asked_for()
    {
        await PushAsync(2);
        (await _cli.RunAsync("archive", "news:2")).Done();
        Assert.Equal(2, (await _cli.RunAsync("list", "news")).Done().OutLines.Length);
        Assert.Contains((await _cli.RunAsync("list", "news", "--archived")).Done().OutLines, l => Cells(l) is ["2", .., "archived"]);
        (await _cli.RunAsync("promote", "news:2")).Failed("archived");
        (await _cli.RunAsync("archive", "news:2", "--undo")).Done();
        (await _cli.RunAsync("promote", "news:2")).Done();
        (await _cli.RunAsync("archive", "news:2")).Failed("champion");
        (await _cli.RunAsync("list", "--archived")).Misused("list");
    }

    [Fact]
    public async Task Descriptions_and_tags_are_given_taken_and_shown()
    {
        await PushAsync(1);
        (await _cli.RunAsync("describe", "news", "Sorts posts")).Done();
        (await _cli.RunAsync("describe", "news:1", "The first")).Done();
        Assert.Equal("news:1: run=7, team=desk", (await _cli.RunAsync("tag", "news:1", "team=desk", "run=7", "gone=")).Done().Out.Trim());
        Assert.Equal("news:1: team=desk", (await _cli.RunAsync("tag", "news:1", "run=")).Done().Out.Trim());

        var shown = (await _cli.RunAsync("show", "news:1")).Done().OutLines.Select(Cells).ToArray();
        Assert.Contains(shown, l => l is ["description", "The", "first"]);
        Assert.Contains(shown, l => l is ["tags", "team=desk"]);
        Assert.Equal("Sorts posts", (await _cli.RunAsync("list", "news", "--json")).Json().GetProperty("description").GetString());
        (await _cli.RunAsync("tag", "news@champion", "a=b")).Misused("tag");
        (await _cli.RunAsync("tag", "news", "a b=c")).Misused("tag");
        (await _cli.RunAsync("tag", "news", "a")).Misused("tag");
        (await _cli.RunAsync("tag", "news", "a=b", "a=c")).Misused("tag");
        Assert.Equal("news has no description now", (await _cli.RunAsync("describe", "news", "")).Done().Out.Trim());
    }

    private async Task PushAsync(int versions)
    {
        for (var i = 0; i < versions; i++)
            (await _cli.RunAsync(["push", model.Path, "--name", "news", .. i == 0 ? new[] { "--alias", "champion" } : []])).Done();
    }

    private static JsonElement Version(CliRun run) => run.Json().TryGetProperty("version", out var version) ? version : default;

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
