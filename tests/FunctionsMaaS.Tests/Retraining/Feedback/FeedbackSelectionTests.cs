using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Feedback;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining.Feedback;

public sealed class FeedbackSelectionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Room for 20 corrections beside it, at a share of a fifth.</summary>
    private static readonly Dataset Train = RetrainerFixture.Make("train", ("a", 40), ("b", 40));

    private readonly List<FeedbackEntry> _sent = [];
    private readonly RetrainingOptions _options = new();
    private Func<LabeledText, bool> _heldOut = _ => false;

    [Fact]
    public void A_correction_is_learned_from_beside_the_dataset()
    {
        Send("new", "a", "shop");
        var (train, use) = Select();
        Assert.Equal(Train.Examples.Count + 1, train.Examples.Count);
        Assert.Equal(("new", "a"), (train.Examples[^1].Text, train.Examples[^1].Label));
        Assert.Equal((1, 1), (use.Stored, use.Used));
        Assert.Equal(new Dataset("f", [new() { Label = "a", Text = "new" }]).Digest, use.Digest);
        Assert.Equal(new Dictionary<string, int> { ["shop"] = 1 }, use.Contributors);
    }

    [Fact]
    public void Without_feedback_the_training_set_is_the_dataset_itself()
    {
        var (train, use) = Select();
        Assert.Same(Train, train);
        Assert.Equal((0, 0, null), (use.Stored, use.Used, use.Digest));
    }

    [Fact]
    public void A_text_that_the_dataset_has_is_not_learned_twice_nor_with_another_label()
    {
        Send("train a 1 \r\n", "a", "shop");
        Send("train a 2", "b", "shop");
        var (train, use) = Select();
        Assert.Same(Train, train);
        Assert.Equal((1, 1, 0), (use.Known, use.Contradicting, use.Used));
    }

    [Fact]
    public void A_text_that_is_held_out_is_never_learned_from()
    {
        _heldOut = example => example.Text == "measured on";
        Send("measured on", "a", "shop");
        var (train, use) = Select();
        Assert.Same(Train, train);
        Assert.Equal((1, 0), (use.HeldOut, use.Used));
    }

    [Fact]
    public void A_label_that_the_dataset_does_not_have_is_kept_out_unless_it_may_come()
    {
        Send("new", "c", "shop");
        Assert.Equal((1, 0), (Select().Use.Quarantined, Select().Use.Used));
        _options.FeedbackNewLabels = true;
        var (train, use) = Select();
        Assert.Equal((0, 1), (use.Quarantined, use.Used));
        Assert.Contains("c", train.Labels);
    }

    [Fact]
    public void The_label_that_most_senders_want_wins_however_often_one_repeats_another()
    {
        for (var i = 0; i < 10; i++)
            Send($"text{new string(' ', i)}", "b", "loud", minute: i);
        Send("text", "a", "one");
        Send("text", "a", "two");
        var (train, use) = Select();
        Assert.Equal("a", train.Examples[^1].Label);
        Assert.Equal(new Dictionary<string, int> { ["one"] = 1, ["two"] = 1 }, use.Contributors);
    }

    [Fact]
    public void Of_labels_with_as_many_votes_the_newest_wins_and_a_sender_may_think_again()
    {
        Send("text", "a", "one", minute: 1);
        Send("text", "b", "two", minute: 2);
        Assert.Equal("b", Select().Train.Examples[^1].Label);
        Send("text", "a", "two", minute: 3);
        var (train, use) = Select();
        Assert.Equal("a", train.Examples[^1].Label);
        Assert.Equal(["one", "two"], use.Contributors.Keys);
    }

    [Fact]
    public void Those_without_a_key_are_one_sender()
    {
        Send("text", "a", null, minute: 1);
        Send("text ", "a", null, minute: 2);
        Send("text", "b", "one", minute: 3);
        Assert.Equal("b", Select().Train.Examples[^1].Label);
        Send("other", "a", null);
        Assert.Equal(1, Select().Use.Contributors[FeedbackFilter.NoKey]);
    }

    [Theory]
    [InlineData(0.2, 20)]
    [InlineData(0.5, 80)]
    [InlineData(0.01, 0)]
    public void The_share_of_feedback_is_capped(double share, int room)
    {
        for (var i = 0; i < 100; i++)
            Send($"text {i}", "a", "shop");
        _options.FeedbackShare = share;
        var (train, use) = Select();
        Assert.Equal((room, 100 - room), (use.Used, use.OverShare));
        Assert.True(use.Used <= share * train.Examples.Count);
    }

    [Fact]
    public void A_sender_of_very_much_takes_no_room_from_those_that_send_little()
    {
        for (var i = 0; i < 1000; i++)
            Send($"flood {i}", "a", "flood", minute: 1000 + i);
        for (var i = 0; i < 5; i++)
            Send($"small {i}", "b", "small", minute: i);
        var (_, use) = Select();
        Assert.Equal(new Dictionary<string, int> { ["flood"] = 15, ["small"] = 5 }, use.Contributors);
    }

    [Fact]
    public void Of_one_sender_the_newest_come_first()
    {
        for (var i = 0; i < 30; i++)
            Send($"text {i}", "a", "shop", minute: i);
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"text {i}").Order(), Select().Train.Examples.Skip(80).Select(e => e.Text).Order());
    }

    [Fact]
    public void What_is_chosen_does_not_depend_on_the_order_of_the_store()
    {
        for (var i = 0; i < 60; i++)
            Send($"text {i % 50}", i % 3 == 0 ? "a" : "b", $"key{i % 4}", minute: i % 7);
        var before = Select();
        _sent.Reverse();
        var after = Select();
        Assert.Equal(before.Train.Digest, after.Train.Digest);
        Assert.Equal(before.Use.Contributors, after.Use.Contributors);
    }

    private (Dataset Train, FeedbackUse Use) Select() => new FeedbackSelection(Train, _heldOut, _options).Add(_sent);

    private void Send(string text, string label, string? key, int minute = 0) =>
        _sent.Add(new($"{_sent.Count:d32}", "m", new(text, label, key), Noon.AddMinutes(minute)));
}
