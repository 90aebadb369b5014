using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

/// <summary><c>feedback list</c>, <c>feedback remove</c>, and what <c>retrain</c> and <c>show</c> say of feedback.</summary>
public sealed class FeedbackVerbsTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Corrections_are_learned_from_listed_and_removed()
    {
        await SendAsync("goalie saves the puck in overtime", SmallNews.Hockey, "shop");
        await SendAsync("stripes", "zebra", "shop");
        var retrained = (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        Assert.Contains(retrained.OutLines, l => l.StartsWith("feedback: 1 of 2 corrections learned from", StringComparison.Ordinal));
        Assert.Contains("1 correction of shop (1); 1 kept out", (await _cli.RunAsync("show", "news")).Done().Out, StringComparison.Ordinal);

        var listed = (await _cli.RunAsync("feedback", "list", "news")).Done();
        Assert.Contains(listed.OutLines, l => l.Contains("zebra (unknown)", StringComparison.Ordinal));
        Assert.DoesNotContain("stripes", listed.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.RunAsync("feedback", "list", "news", "--key", "shop", "--json")).Json().GetProperty("examples").GetInt32());

        var removed = (await _cli.RunAsync("feedback", "remove", "news", "--key", "shop", "--reason", "made up")).Done();
        Assert.Equal("2 corrections of news removed", Assert.Single(removed.OutLines));
        Assert.Contains("There is no such feedback", (await _cli.RunAsync("feedback", "list", "news")).Done().Error, StringComparison.Ordinal);
        Assert.Contains("made up", (await _cli.RunAsync("show", "news", "--ledger")).Done().Out, StringComparison.Ordinal);
        Assert.StartsWith("promoted: ", (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done().OutLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say which feedback to remove")]
    [InlineData("'--from' is 'yesterday'", "--from", "yesterday")]
    [InlineData("--key is ' '", "--key", " ")]
    public async Task A_removal_of_what_is_not_said_is_refused(string said, params string[] args)
    {
        var run = await _cli.RunAsync(["feedback", "remove", "news", .. args]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    private async Task SendAsync(string text, string label, string key)
    {
        using var store = new FolderObjectStore(_cli.PathOf("registry"), TimeProvider.System);
        await new FeedbackStore(store, TimeProvider.System).AddFeedbackAsync("news", new(text, label, key), cancellationToken: TestContext.Current.CancellationToken);
    }
}
