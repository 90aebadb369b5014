using System.Text;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What <see cref="FeedbackStore"/> keeps over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class FeedbackStoreConformanceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private FeedbackStore Feedback => field ??= new(Store, _time);

    [Fact]
    public async Task What_is_added_is_read_elsewhere_as_it_was_sent()
    {
        var example = new FeedbackExample("Ωδή 🚀\u2028\u0001\"\n", "sci.space", "ci");
        var entry = await Feedback.AddFeedbackAsync("news", example, cancellationToken: Cancellation);

        Assert.Equal(new(entry.Id, "news", example, Noon), Assert.Single(await ReadAsync("news")));
        Assert.Empty(await ReadAsync("other"));
    }

    [Fact]
    public async Task An_example_sent_again_keeps_its_id_and_its_first_time()
    {
        var first = await AddAsync("a text");
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(first, await AddAsync("a text"));
        Assert.Equal(first, Assert.Single(await ReadAsync("news")));
    }

    [Fact]
    public async Task Examples_of_two_senders_are_two()
    {
        await AddAsync("a text", keyId: "one");
        await AddAsync("a text", keyId: "two");
        await AddAsync("a text", keyId: null);

        Assert.Equal([null, "one", "two"], (await ReadAsync("news")).Select(e => e.Example.KeyId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_repeat_key_is_for_one_example_of_one_sender()
    {
        await AddAsync("a", keyId: "one", repeatKey: "k");
        await AddAsync("b", keyId: "two", repeatKey: "k");
        await Assert.ThrowsAsync<FeedbackConflictException>(() => AddAsync("c", keyId: "one", repeatKey: "k"));

        Assert.Equal(["a", "b"], (await ReadAsync("news")).Select(e => e.Example.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_known_again()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;
        await AddAsync("a text");
        Assert.Single(await ReadAsync("news"));
    }

    [Fact]
    public async Task What_was_not_stored_is_not_acknowledged()
    {
        Store.IsDown = true;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => AddAsync("a text"));
        Store.IsDown = false;
        Assert.Empty(await ReadAsync("news"));
    }

    [Fact]
    public async Task Senders_at_the_same_time_lose_nothing_and_store_nothing_twice()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => new FeedbackStore(Open(), _time)
            .AddFeedbackAsync("news", new($"text {i % 16}", "label", null), cancellationToken: Cancellation)));

        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => $"text {i}").Order(StringComparer.Ordinal),
            (await ReadAsync("news")).Select(e => e.Example.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reader_goes_on_where_another_stopped()
    {
        for (var i = 0; i < 40; i++)
            await AddAsync($"text {i}");
        var all = await ReadAsync("news");

        Assert.Equal(40, all.Select(e => e.Id).Distinct().Count());
        Assert.Equal(all.Select(e => e.Id).Order(StringComparer.Ordinal), all.Select(e => e.Id));
        Assert.Equal(all.Skip(25), await ReadAsync("news", after: all[24].Id));
    }

    [Fact]
    public async Task An_example_that_is_damaged_or_of_another_model_is_left_out()
    {
        var good = await AddAsync("good");
        var content = (await Open().ReadAsync(KeyOf("news", good.Id), null, 1 << 20, Cancellation)).Content;
        await WriteAsync(KeyOf("news", new string('0', 32)), content);
        await WriteAsync(KeyOf("other", good.Id), content);
        await WriteAsync(KeyOf("news", new string('f', 32)), content[..^9]);
        await WriteAsync(ObjectKey.Of("models", "news", "feedback", "notes.txt"), Encoding.UTF8.GetBytes("mine"));

        Assert.Equal(good, Assert.Single(await ReadAsync("news")));
        Assert.Empty(await ReadAsync("other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public async Task A_label_that_no_dataset_could_have_is_refused(string label) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Feedback.AddFeedbackAsync("news", new("text", label, null), cancellationToken: Cancellation));

    [Fact]
    public async Task Feedback_is_counted_by_sender_and_label_and_removed_by_sender_and_time()
    {
        await AddAsync("a", keyId: "one");
        await AddAsync("b", keyId: null);
        _time.Advance(TimeSpan.FromHours(1));
        await AddAsync("c", keyId: "one");
        await AddAsync("d", keyId: "two");
        var review = new FeedbackReview(new(Open(), _time), Feedback);

        var sent = await review.SummarizeAsync("news", FeedbackFilter.All, Cancellation);
        Assert.Equal([("-", 1), ("one", 2), ("two", 1)], sent.Select(s => (s.Key, s.Examples)));
        Assert.Equal((Noon, Noon.AddHours(1)), (sent[1].First, sent[1].Last));
        Assert.Equal(new Dictionary<string, int> { ["label"] = 2 }, sent[1].Labels);

        Assert.Equal(1, await review.RemoveAsync("news", new("one", Noon.AddHours(1), null), LedgerNote.Local, Cancellation));
        Assert.Equal(0, await review.RemoveAsync("news", new("one", Noon.AddHours(1), null), LedgerNote.Local, Cancellation));
        Assert.Equal(1, await review.RemoveAsync("news", new(FeedbackFilter.NoKey, null, null), LedgerNote.Local, Cancellation));
        Assert.Equal(1, await review.RemoveAsync("news", new(null, null, Noon.AddHours(1)), LedgerNote.Local, Cancellation));
        Assert.Equal("d", Assert.Single(await ReadAsync("news")).Example.Text);
    }

    [Fact]
    public async Task A_removal_that_the_ledger_cannot_be_told_of_removes_nothing()
    {
        await AddAsync("a text", keyId: "one");
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Refused : StoreFault.None;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() =>
            new FeedbackReview(new(Store, _time), Feedback).RemoveAsync("news", FeedbackFilter.All, LedgerNote.Local, Cancellation));
        Assert.Single(await ReadAsync("news"));
    }

    [Fact]
    public async Task A_model_of_feedback_alone_is_no_model()
    {
        await AddAsync("a text");
        Assert.Empty(await new ModelRegistry(Open(), _time).ListModelsAsync(Cancellation));
    }

    private Task<FeedbackEntry> AddAsync(string text, string? keyId = null, string? repeatKey = null) =>
        Feedback.AddFeedbackAsync("news", new(text, "label", keyId), repeatKey, Cancellation);

    private async Task<List<FeedbackEntry>> ReadAsync(string model, string? after = null)
    {
        var entries = new List<FeedbackEntry>();
        await foreach (var entry in new FeedbackStore(Open(), _time).ReadFeedbackAsync(model, after, Cancellation))
            entries.Add(entry);
        return entries;
    }

    private static ObjectKey KeyOf(string model, string id) => ObjectKey.Of("models", model, "feedback", id + ".json");

    private async Task WriteAsync(ObjectKey key, ReadOnlyMemory<byte> content) => await Open().WriteAsync(key, content, WriteCondition.None, Cancellation);
}
