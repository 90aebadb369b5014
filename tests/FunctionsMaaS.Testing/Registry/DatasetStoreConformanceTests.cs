using System.IO.Compression;
using System.Text;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Retraining;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What <see cref="DatasetStore"/> keeps over every store. A store's tests derive from this and say how to open one.</summary>
public abstract class DatasetStoreConformanceTests
{
    private static readonly Dataset Small = new("small", [
        new() { Id = "1", Label = "b", Text = "Ωδή 🚀\u2028\u0001\"\n" },
        new() { Id = "2", Label = "a", Text = "one\r\ntwo" },
        new() { Id = "3", Label = "b", Text = "three" },
    ]);

    private readonly FakeTimeProvider _time = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private FaultyObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FaultyObjectStore Store => _store ??= new(Open());

    private DatasetStore Datasets => new(Store, _time);

    [Fact]
    public async Task What_is_stored_is_read_elsewhere_as_it_was()
    {
        var stored = await Datasets.StoreAsync("news", Small, feedback: 1, Cancellation);
        Assert.Equal((1, "small", Small.Digest, 3, 1, _time.GetUtcNow()), (stored.Version, stored.Name, stored.Digest, stored.Documents, stored.Feedback, stored.Created));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, stored.Labels);

        var read = await new DatasetStore(Open(), _time).ReadAsync("news", new("small", Small.Digest, 3), Cancellation);
        Assert.Equal(("small", Small.Digest), (read.Name, read.Digest));
        Assert.Equal(Small.Examples.Select(e => (e.Label, e.Text)).Order(), read.Examples.Select(e => (e.Label, e.Text)).Order());
    }

    [Fact]
    public async Task The_same_content_is_stored_once_and_keeps_its_number()
    {
        var first = await Datasets.StoreAsync("news", Small, 0, Cancellation);
        var second = await Datasets.StoreAsync("news", RetrainerFixture.Make("more", ("a", 2)), 0, Cancellation);
        var again = await Datasets.StoreAsync("news", new("renamed", [.. Small.Examples.Reverse()]), 0, Cancellation);
        Assert.Equal((1, 2, 1), (first.Version, second.Version, again.Version));
        Assert.Equal([2, 1], (await Datasets.ListAsync("news", Cancellation)).Select(d => d.Version));
        Assert.Empty(await Datasets.ListAsync("other", Cancellation));
    }

    [Fact]
    public async Task The_same_content_gives_the_same_bytes_which_any_tool_reads()
    {
        await Datasets.StoreAsync("news", Small, 0, Cancellation);
        await Datasets.StoreAsync("other", new("renamed", [.. Small.Examples.Reverse()]), 0, Cancellation);
        var (one, two) = (await BytesAsync("news", Small), await BytesAsync("other", Small));
        Assert.Equal(one, two);
        using var lines = new StreamReader(new GZipStream(new MemoryStream(one), CompressionMode.Decompress), Encoding.UTF8);
        var written = (await lines.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("""{"label":"a","text":"one\r\ntwo"}""", written);
        Assert.Equal(3, written.Length);
    }

    [Fact]
    public async Task Writers_at_the_same_time_get_numbers_of_their_own()
    {
        var stored = await Task.WhenAll(Enumerable.Range(1, 8).Select(i =>
            new DatasetStore(Open(), _time).StoreAsync("news", RetrainerFixture.Make($"set {i}", ("a", i)), 0, Cancellation)));
        Assert.Equal(Enumerable.Range(1, 8), stored.Select(d => d.Version).Order());
        foreach (var dataset in stored)
            Assert.Equal(dataset.Digest, (await Datasets.ReadAsync("news", new(dataset.Name, dataset.Digest, dataset.Documents), Cancellation)).Digest);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_known_again()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) ? StoreFault.Repeated : StoreFault.None;
        Assert.Equal(1, (await Datasets.StoreAsync("news", Small, 0, Cancellation)).Version);
    }

    [Fact]
    public async Task A_writer_that_was_killed_leaves_what_the_next_one_uses()
    {
        Store.FaultOf = call => call.Member == nameof(IObjectStore.WriteAsync) && call.Key.Contains("/versions/", StringComparison.Ordinal) ? StoreFault.Refused : StoreFault.None;
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => Datasets.StoreAsync("news", Small, 0, Cancellation));
        Assert.Empty(await Datasets.ListAsync("news", Cancellation));
        Store.FaultOf = _ => StoreFault.None;
        Assert.Equal(1, (await Datasets.StoreAsync("news", Small, 0, Cancellation)).Version);
    }

    [Fact]
    public async Task Content_that_is_missing_cut_or_altered_is_refused()
    {
        var reference = new DatasetReference("small", Small.Digest, 3);
        Assert.Contains("not kept", (await RefusedAsync(reference)).Message, StringComparison.Ordinal);
        await Datasets.StoreAsync("news", Small, 0, Cancellation);
        await Datasets.StoreAsync("other", RetrainerFixture.Make("else", ("a", 2)), 0, Cancellation);
        var content = await BytesAsync("news", Small);
        await Open().WriteAsync(KeyOf("news", Small), content.AsMemory()[..^9], WriteCondition.None, Cancellation);
        Assert.Contains("truncated", (await RefusedAsync(reference)).Message, StringComparison.Ordinal);
        await Open().WriteAsync(KeyOf("news", Small), await BytesAsync("other", RetrainerFixture.Make("else", ("a", 2))), WriteCondition.None, Cancellation);
        Assert.Contains("altered", (await RefusedAsync(reference)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_description_is_left_out_and_its_number_is_not_given_again()
    {
        await Datasets.StoreAsync("news", Small, 0, Cancellation);
        await Open().WriteAsync(ObjectKey.Of("datasets", "news", "versions", "0000000002.json"), "{"u8.ToArray(), WriteCondition.None, Cancellation);
        Assert.Equal([1], (await Datasets.ListAsync("news", Cancellation)).Select(d => d.Version));
        Assert.Equal(3, (await Datasets.StoreAsync("news", RetrainerFixture.Make("more", ("a", 2)), 0, Cancellation)).Version);
    }

    private Task<DatasetException> RefusedAsync(DatasetReference reference) => Assert.ThrowsAsync<DatasetException>(() => Datasets.ReadAsync("news", reference, Cancellation));

    private async Task<byte[]> BytesAsync(string model, Dataset dataset) =>
        (await Open().ReadAsync(KeyOf(model, dataset), null, DatasetStore.MaxBytes, Cancellation)).Content.ToArray();

    private static ObjectKey KeyOf(string model, Dataset dataset) => ObjectKey.Of("datasets", model, "content", dataset.Digest["sha256:".Length..] + ".jsonl.gz");
}
