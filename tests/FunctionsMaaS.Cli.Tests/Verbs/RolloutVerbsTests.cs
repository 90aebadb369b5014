using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class RolloutVerbsTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_canary_is_started_shown_and_finished()
    {
        await PrepareAsync();
        Assert.Equal(["news:2 answers 2.5 % of the requests for news@champion"], (await _cli.RunAsync("canary", "start", "news", "--percent", "2.5", "--reason", "trial")).Done().OutLines);
        var json = (await _cli.RunAsync("canary", "status", "news", "--json")).Json();
        Assert.Equal(("running", 2, 2.5), (json.GetProperty("state").GetString(), json.GetProperty("version").GetInt32(), json.GetProperty("percent").GetDouble()));
        Assert.Matches("canary +version 2, 2.5 % of the requests", (await _cli.RunAsync("canary", "status", "news")).Done().Out);
        Assert.Equal(["news@champion is version 2 now"], (await _cli.RunAsync("canary", "finish", "news")).Done().OutLines);
        var ledger = (await _cli.RunAsync("show", "news", "--ledger")).Done().Out;
        Assert.Matches("rollout-start +challenger +1 +2 +cli +canary of 2.5 %: trial", ledger);
        Assert.Contains("rollout-finish", ledger, StringComparison.Ordinal);
        (await _cli.RunAsync("canary", "abort", "news")).Failed("No rollout of model 'news' runs; the last one was finished");
    }

    [Fact]
    public async Task A_shadow_of_a_version_is_started_shown_and_aborted()
    {
        await PrepareAsync();
        (await _cli.RunAsync("shadow", "start", "news:2", "--percent", "100")).Done();
        Assert.Matches("compared +0 texts", (await _cli.RunAsync("shadow", "status", "news")).Done().Out);
        (await _cli.RunAsync("push", model.Path, "--name", "news")).Done();
        (await _cli.RunAsync("canary", "start", "news:3", "--percent", "5")).Failed("A shadow of version 2 of model 'news' runs already");
        Assert.Equal(["news:2 is on trial no more"], (await _cli.RunAsync("shadow", "abort", "news", "--reason", "too slow")).Done().OutLines);
        Assert.Equal("aborted", (await _cli.RunAsync("shadow", "status", "news", "--json")).Json().GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("five")]
    public async Task A_share_that_is_none_is_a_mistake(string percent) =>
        (await _cli.RunAsync("canary", "start", "news", "--percent", percent)).Misused("canary start", $"'{percent}'", "above 0, to 100");

    [Fact]
    public async Task A_model_that_is_not_there_has_no_status() => (await _cli.RunAsync("canary", "status", "nobody")).Failed("no model 'nobody'");

    private async Task PrepareAsync()
    {
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done();
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "challenger")).Done();
    }
}
