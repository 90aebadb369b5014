using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

public sealed class RetrainerFeedbackTests
{
    private readonly RetrainerFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_retraining_learns_from_what_was_sent_and_the_manifest_says_by_whom()
    {
        await _fixture.RunAsync();
        await SendAsync("one", "a", "shop");
        await SendAsync("two", "b", "desk");
        await SendAsync("three", "zebra", "desk");
        var outcome = await _fixture.RunAsync();

        Assert.Equal(RetrainingStatus.Promoted, outcome.Status);
        Assert.Subset(_fixture.Recipe.Trained!.Examples.Select(e => e.Text).ToHashSet(), new HashSet<string> { "one", "two" });
        Assert.DoesNotContain(_fixture.Recipe.Trained.Examples, e => e.Text == "three");
        var manifest = await _fixture.Registry.GetManifestAsync("m", 2, Token);
        Assert.Equal((2, 1), (manifest.Feedback!.Examples, manifest.Feedback.Quarantined));
        Assert.Equal(new Dictionary<string, int> { ["desk"] = 1, ["shop"] = 1 }, manifest.Feedback.Contributors);
        Assert.Equal(outcome.Feedback!.Digest, manifest.Feedback.Digest);
        Assert.Equal(_fixture.Test!.Digest, manifest.Dataset!.HeldOutDigest);
        Assert.Equal(22, manifest.Dataset.Documents);
    }

    [Fact]
    public async Task The_same_feedback_is_not_trained_on_again_and_that_which_is_never_used_changes_nothing()
    {
        await SendAsync("one", "a", "shop");
        await _fixture.RunAsync();
        Assert.Equal(RetrainingStatus.UpToDate, (await _fixture.RunAsync()).Status);
        await SendAsync("two", "zebra", "shop");
        var outcome = await _fixture.RunAsync();
        Assert.Equal((RetrainingStatus.UpToDate, 1), (outcome.Status, outcome.Feedback!.Quarantined));
    }

    [Fact]
    public async Task Feedback_that_is_removed_is_not_learned_from_any_more_and_the_ledger_tells()
    {
        await SendAsync("poison", "a", "mallory");
        await SendAsync("good", "b", "shop");
        await _fixture.RunAsync();
        var review = new FeedbackReview(_fixture.Registry, _fixture.Feedback);
        Assert.Equal(1, await review.RemoveAsync("m", new("mallory", null, null), new("boss", "labels swapped"), Token));

        Assert.Equal(RetrainingStatus.Promoted, (await _fixture.RunAsync()).Status);
        Assert.DoesNotContain(_fixture.Recipe.Trained!.Examples, e => e.Text == "poison");
        Assert.Equal(["shop"], (await _fixture.Registry.GetManifestAsync("m", 2, Token)).Feedback!.Contributors.Keys);
        var entry = Assert.Single((await _fixture.Registry.ListLedgerAsync("m", 0, 100, Token)).Entries, e => e.Action == LedgerAction.RemoveFeedback);
        Assert.Equal(("boss", "1 corrected example sent with the key mallory: labels swapped"), (entry.Actor, entry.Reason));
    }

    [Fact]
    public async Task A_label_is_learned_once_the_dataset_has_it()
    {
        await SendAsync("stripes", "zebra", "shop");
        await _fixture.RunAsync();
        _fixture.Train = new("train", [.. _fixture.Train.Examples, new() { Label = "zebra", Text = "black and white" }]);
        await _fixture.RunAsync();
        Assert.Contains(_fixture.Recipe.Trained!.Examples, e => e.Text == "stripes");
    }

    [Fact]
    public async Task With_a_share_of_nothing_feedback_is_not_even_read()
    {
        _fixture.RetrainingOptions.FeedbackShare = 0;
        await SendAsync("one", "a", "shop");
        var outcome = await _fixture.RunAsync();
        Assert.Null(outcome.Feedback);
        Assert.Equal(_fixture.Train.Digest, _fixture.Recipe.Trained!.Digest);
    }

    /// <summary>Texts of the dataset, of its test part and of the feedback overlap in every way; none that is measured on was learned from, now or by a champion before.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_text_that_a_champion_learned_from_is_ever_measured_on(bool hasTestPart)
    {
        _fixture.Train = RetrainerFixture.Make("text", ("a", 100), ("b", 100));
        if (!hasTestPart)
            _fixture.Test = null;
        for (var i = 0; i < 60; i++)
            await SendAsync($"sent {i}", "a", $"key{i % 3}");
        foreach (var text in _fixture.Test?.Examples.Select(e => e.Text) ?? ["text a 7", "text b 8", "text a 9"])
            await SendAsync(text + " \r\n", "a", "key0");
        await _fixture.RunAsync();
        var learned = _fixture.Recipe.Trained!.Examples.Select(e => TextKey.Of(e.Text)).ToHashSet();
        Assert.Contains(_fixture.Recipe.Trained.Examples, e => e.Text.StartsWith("sent", StringComparison.Ordinal));

        // Somebody takes all that was sent into the dataset.
        var grown = new Dataset("text", [.. _fixture.Train.Examples, .. Enumerable.Range(0, 60).Select(i => new LabeledText { Label = "a", Text = $"sent {i}" })]);
        var measured = _fixture.Test ?? HeldOutSplit.Of(grown, _fixture.RetrainingOptions.HeldOut).Test!;
        Assert.DoesNotContain(measured.Examples, e => learned.Contains(TextKey.Of(e.Text)));
        if (!hasTestPart)
            Assert.Contains(measured.Examples, e => e.Text.StartsWith("sent", StringComparison.Ordinal));
    }

    private Task<FeedbackEntry> SendAsync(string text, string label, string? key) => _fixture.Feedback.AddFeedbackAsync("m", new(text, label, key), cancellationToken: Token);
}
