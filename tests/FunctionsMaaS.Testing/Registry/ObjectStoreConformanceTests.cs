using System.Text;
using FunctionsMaaS.Registry;
using Xunit;

namespace FunctionsMaaS.Testing.Registry;

/// <summary>What every <see cref="IObjectStore"/> keeps. A store's tests derive from this and say how to open one.</summary>
public abstract class ObjectStoreConformanceTests
{
    private const int Writers = 16;

    private IObjectStore? _store;

    /// <summary>Opens the storage of this test, empty at first; each call gives another view of it, as another process would have.</summary>
    protected abstract IObjectStore Open();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IObjectStore Store => _store ??= Open();

    [Fact]
    public async Task An_object_never_written_is_absent() =>
        Assert.Equal(StoredObject.Absent, await ReadAsync("a/b.json"));

    [Fact]
    public async Task A_folder_is_not_an_object()
    {
        await WriteAsync("a/b/c.json", "x");

        Assert.Equal(StoredObjectStatus.Absent, (await ReadAsync("a/b")).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(9 * 1024 * 1024 + 1)]
    public async Task What_is_written_is_read_by_everybody(int length)
    {
        var content = Noise(length, seed: length);

        var etag = await Store.WriteAsync(Key("a/b.bin"), content, WriteCondition.None, Cancellation);
        var found = await Open().ReadAsync(Key("a/b.bin"), null, length, Cancellation);

        Assert.Equal(StoredObjectStatus.Found, found.Status);
        Assert.Equal(etag, found.ETag);
        Assert.True(found.Content.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task A_write_takes_a_copy_of_its_content()
    {
        var content = "first"u8.ToArray();
        await Store.WriteAsync(Key("a"), content, WriteCondition.None, Cancellation);
        content.AsSpan().Fill((byte)'x');

        Assert.Equal("first", TextOf(await ReadAsync("a")));
    }

    [Fact]
    public async Task An_object_larger_than_allowed_is_not_read()
    {
        var etag = await WriteAsync("a", "12345");

        Assert.Equal(StoredObjectStatus.Found, (await Store.ReadAsync(Key("a"), null, 5, Cancellation)).Status);
        Assert.Equal(new(StoredObjectStatus.TooLarge, default, ""), await Store.ReadAsync(Key("a"), null, 4, Cancellation));
        Assert.Equal(StoredObjectStatus.TooLarge, (await Store.ReadAsync(Key("a"), "\"other\"", 4, Cancellation)).Status);
        Assert.Equal(StoredObjectStatus.Unchanged, (await Store.ReadAsync(Key("a"), etag, 4, Cancellation)).Status);
    }

    [Fact]
    public async Task An_unchanged_object_is_not_read_again()
    {
        var etag = await WriteAsync("a", "one");

        Assert.Equal(new(StoredObjectStatus.Unchanged, default, etag!), await Store.ReadAsync(Key("a"), etag, 100, Cancellation));
    }

    [Fact]
    public async Task A_changed_object_has_another_etag_and_is_read()
    {
        var etag = await WriteAsync("a", "one");
        var newer = await WriteAsync("a", "two");

        var found = await Store.ReadAsync(Key("a"), etag, 100, Cancellation);

        Assert.NotEqual(etag, newer);
        Assert.Equal("two", TextOf(found));
        Assert.Equal(newer, found.ETag);
    }

    [Fact]
    public async Task Of_many_writers_to_an_absent_object_exactly_one_wins()
    {
        var etags = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() =>
            Open().WriteAsync(Key("a/new"), Text($"writer {i}"), WriteCondition.Absent, Cancellation))));

        var winner = Assert.Single(Enumerable.Range(0, Writers), i => etags[i] is not null);
        Assert.Equal($"writer {winner}", TextOf(await ReadAsync("a/new")));
    }

    [Fact]
    public async Task Of_many_writers_that_saw_the_same_object_exactly_one_wins()
    {
        var seen = await WriteAsync("a", "seen by all");

        var etags = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Run(() =>
            Open().WriteAsync(Key("a"), Text($"writer {i}"), WriteCondition.Matches(seen!), Cancellation))));

        var winner = Assert.Single(Enumerable.Range(0, Writers), i => etags[i] is not null);
        Assert.Equal($"writer {winner}", TextOf(await ReadAsync("a")));
    }

    [Fact]
    public async Task A_write_on_a_condition_that_fails_changes_nothing()
    {
        var old = await WriteAsync("a", "old");
        await WriteAsync("a", "new");

        Assert.Null(await Store.WriteAsync(Key("a"), Text("late"), WriteCondition.Matches(old!), Cancellation));
        Assert.Null(await Store.WriteAsync(Key("a"), Text("late"), WriteCondition.Absent, Cancellation));
        Assert.Null(await Store.WriteAsync(Key("b"), Text("late"), WriteCondition.Matches(old!), Cancellation));
        Assert.Equal("new", TextOf(await ReadAsync("a")));
        Assert.Equal(StoredObjectStatus.Absent, (await ReadAsync("b")).Status);
    }

    [Fact]
    public async Task A_deleted_object_is_absent_and_can_be_written_as_new()
    {
        await WriteAsync("a/b", "x");

        Assert.True(await Store.DeleteAsync(Key("a/b"), Cancellation));
        Assert.False(await Store.DeleteAsync(Key("a/b"), Cancellation));
        Assert.False(await Store.DeleteAsync(Key("never/was"), Cancellation));
        Assert.Equal(StoredObjectStatus.Absent, (await ReadAsync("a/b")).Status);
        Assert.NotNull(await Store.WriteAsync(Key("a/b"), Text("y"), WriteCondition.Absent, Cancellation));
    }

    [Fact]
    public async Task Listings_name_what_is_under_a_folder_and_nothing_else()
    {
        foreach (var key in new[] { "m/v/2/z", "m/v/10/manifest.json", "m/v/b.json", "m/v/a.json", "m/v/B.json", "m/v/a-/x", "m/v/a/x", "m/v.json", "m/va/x", "m/v-/x", "n/v/q" })
            await WriteAsync(key, key);

        Assert.Equal(["B.json", "a.json", "b.json"], await ListAsync(Store.ListObjectsAsync(Key("m/v"), Cancellation)));
        Assert.Equal(["10", "2", "a", "a-"], await ListAsync(Store.ListFoldersAsync(Key("m/v"), Cancellation)));
        Assert.Equal(
            ["10/manifest.json", "2/z", "B.json", "a-/x", "a.json", "a/x", "b.json"],
            (await ListAsync(Store.ListTreeAsync(Key("m/v"), Cancellation))).Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync(Store.ListObjectsAsync(Key("m/none"), Cancellation)));
        Assert.Empty(await ListAsync(Store.ListFoldersAsync(Key("none"), Cancellation)));
        Assert.Empty(await ListAsync(Store.ListTreeAsync(Key("none"), Cancellation)));
    }

    [Fact]
    public async Task Names_that_a_file_system_could_confuse_are_kept_apart()
    {
        string[] names = ["AUX.json", "Con", "README", "a", "a.", "a..", "a...b", "con", "nul.json", "readme"];
        foreach (var name in names)
            await WriteAsync($"odd/{name}", name);

        Assert.Equal(names, await ListAsync(Store.ListObjectsAsync(Key("odd"), Cancellation)));
        foreach (var name in names)
            Assert.Equal(name, TextOf(await ReadAsync($"odd/{name}")));
    }

    [Fact]
    public async Task A_reader_never_sees_half_a_write()
    {
        const int Length = 300_000;
        await Store.WriteAsync(Key("a"), Filled(0), WriteCondition.None, Cancellation);
        var reader = Open();
        var seen = new HashSet<byte>();

        var writing = Task.Run(async () =>
        {
            for (byte i = 1; i <= 30; i++)
                await Store.WriteAsync(Key("a"), Filled(i), WriteCondition.None, Cancellation);
        }, Cancellation);
        do
        {
            var content = (await reader.ReadAsync(Key("a"), null, Length, Cancellation)).Content;
            Assert.Equal(Length, content.Length);
            Assert.False(content.Span.ContainsAnyExcept(content.Span[0]), "Two writes are mixed.");
            seen.Add(content.Span[0]);
        }
        while (!writing.IsCompleted);
        await writing;

        Assert.Equal(30, (await ReadAsync("a")).Content.Span[0]);

        static byte[] Filled(byte value)
        {
            var content = new byte[Length];
            content.AsSpan().Fill(value);
            return content;
        }
    }

    [Fact]
    public async Task Large_writes_at_the_same_time_are_not_mixed()
    {
        var contents = Enumerable.Range(0, 4).Select(i => Noise(10 * 1024 * 1024, seed: i)).ToArray();

        await Task.WhenAll(contents.Select(content => Task.Run(() => Open().WriteAsync(Key("a"), content, WriteCondition.None, Cancellation))));

        var found = (await ReadAsync("a")).Content;
        Assert.Contains(contents, content => found.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task Of_many_large_writes_to_an_absent_object_exactly_one_wins()
    {
        var contents = Enumerable.Range(0, 3).Select(i => Noise(9 * 1024 * 1024, seed: 10 + i)).ToArray();

        var etags = await Task.WhenAll(contents.Select(content => Task.Run(() => Open().WriteAsync(Key("a"), content, WriteCondition.Absent, Cancellation))));

        var winner = Assert.Single(Enumerable.Range(0, contents.Length), i => etags[i] is not null);
        Assert.True((await ReadAsync("a")).Content.Span.SequenceEqual(contents[winner]));
    }

    [Fact]
    public async Task A_call_cancelled_before_it_begins_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Key("a"), Text("x"), WriteCondition.None, cancelled));

        Assert.Equal(StoredObjectStatus.Absent, (await ReadAsync("a")).Status);
    }

    [Fact]
    public async Task Of_many_that_want_a_lease_exactly_one_gets_it()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Open().TryAcquireLeaseAsync(Key("m/retrain"), Cancellation))));

        await using var winner = Assert.Single(leases, lease => lease is not null);
        Assert.False(winner!.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_lease_is_free_again_when_released()
    {
        var first = await Store.TryAcquireLeaseAsync(Key("m/retrain"), Cancellation);
        Assert.Null(await Open().TryAcquireLeaseAsync(Key("m/retrain"), Cancellation));
        await first!.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await Open().TryAcquireLeaseAsync(Key("m/retrain"), Cancellation);
        Assert.NotNull(second);
        Assert.Null(await Store.TryAcquireLeaseAsync(Key("m/retrain"), Cancellation));
    }

    [Fact]
    public async Task A_lease_concerns_its_key_alone_and_is_no_object()
    {
        await using var lease = await Store.TryAcquireLeaseAsync(Key("m/x"), Cancellation);
        await using var other = await Store.TryAcquireLeaseAsync(Key("m/y"), Cancellation);

        Assert.NotNull(lease);
        Assert.NotNull(other);
        Assert.Empty(await ListAsync(Store.ListTreeAsync(Key("m"), Cancellation)));
        Assert.NotNull(await WriteAsync("m/x", "the key itself stays free"));
        Assert.True(await Store.DeleteAsync(Key("m/x"), Cancellation));
    }

    [Fact]
    public void The_description_is_one_line() =>
        Assert.Matches("^[^\r\n]+$", Store.Description);

    protected static ObjectKey Key(string path) => ObjectKey.Of(path.Split('/'));

    protected static async Task<List<string>> ListAsync(IAsyncEnumerable<string> names)
    {
        var list = new List<string>();
        await foreach (var name in names)
            list.Add(name);
        return list;
    }

    protected static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    protected static string TextOf(StoredObject found) => Encoding.UTF8.GetString(found.Content.Span);

    protected Task<StoredObject> ReadAsync(string key) => Store.ReadAsync(Key(key), null, int.MaxValue, Cancellation);

    protected Task<string?> WriteAsync(string key, string text) => Store.WriteAsync(Key(key), Text(text), WriteCondition.None, Cancellation);

    private static byte[] Noise(int length, int seed)
    {
        var noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }
}
