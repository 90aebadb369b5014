using System.Text;
using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DatasetReaderTests : IDisposable
{
    private static readonly byte[] Compressed = Containers.Gzip(Encoding.UTF8.GetBytes(Containers.JsonLines(
        Enumerable.Range(0, 3000).Select(i => new LabeledText { Label = "a" + i % 7, Text = $"text number {i * 7919 % 10007}" }))));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("posts.txt")]
    [InlineData("posts.zip")]
    [InlineData("posts.json")]
    [InlineData("posts.gz")]
    [InlineData("posts")]
    [InlineData(".csv")]
    public async Task An_unknown_ending_is_refused_with_those_that_are_known(string name)
    {
        Assert.False(DatasetReader.IsKnown(name));

        var message = await Containers.FailAsync(name, "label,text\na,x\n");

        Assert.Contains($"'{name}' is in no known format", message, StringComparison.Ordinal);
        foreach (var ending in (string[])[".tar.gz", ".tgz", ".jsonl", ".csv", ".tsv"])
            Assert.Contains(ending, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_by_its_path()
    {
        Containers.Write(_folder.Path, "posts.tsv.gz", Containers.Gzip("label\ttext\na\tx\n"u8.ToArray()));

        var parts = await new FileDatasetSource(_folder.File("posts.tsv.gz")).ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal("posts.tsv.gz", parts.Train.Name);
        Assert.Equal("x", Assert.Single(parts.Train.Examples).Text);
    }

    [Theory]
    [InlineData("missing.jsonl", "does not exist")]
    [InlineData("no/such/folder/missing.csv", "does not exist")]
    [InlineData("missing.txt", "does not exist")]
    [InlineData("there.txt", "is in no known format")]
    public async Task A_path_that_cannot_be_a_dataset_is_quoted(string path, string expected)
    {
        Containers.Write(_folder.Path, "there.txt", "x");

        var error = await Assert.ThrowsAsync<DatasetException>(() => new FileDatasetSource(_folder.File(path)).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_gzip_is_refused()
    {
        var message = await Containers.FailAsync("x.jsonl.gz", "{\"label\":\"a\",\"text\":\"secret\"}");

        Assert.Contains("'x.jsonl.gz' is truncated, damaged, or not what its name says", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    // .NET's GZipStream takes each of these for a whole file.
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(0.5)]
    [InlineData(-9)]
    [InlineData(-8)]
    [InlineData(-4)]
    [InlineData(-1)]
    public async Task Gzip_cut_anywhere_is_refused(double at)
    {
        var length = at is > 0 and < 1 ? (int)(at * Compressed.Length) : at < 0 ? Compressed.Length + (int)at : (int)at;

        Assert.Contains("truncated", await Containers.FailAsync("x.jsonl.gz", Compressed[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_with_a_wrong_checksum_is_refused()
    {
        var damaged = (byte[])Compressed.Clone();
        damaged[^6] ^= 1;

        Assert.Contains("damaged", await Containers.FailAsync("x.jsonl.gz", damaged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_followed_by_something_else_is_refused() =>
        Assert.Contains("something else follows", await Containers.FailAsync("x.jsonl.gz", [.. Compressed, .. "garbage"u8]), StringComparison.Ordinal);

    [Fact]
    public async Task Gzip_members_are_read_one_after_another()
    {
        byte[] two = [.. Containers.Gzip("{\"label\":\"a\",\"text\":\"x\"}\n"u8.ToArray()), .. Containers.Gzip("{\"label\":\"b\",\"text\":\"y\"}\n"u8.ToArray())];

        Assert.Equal(["x", "y"], (await Containers.ReadAsync("x.jsonl.gz", two)).Train.Examples.Select(e => e.Text));
    }

    [Fact]
    public async Task Whole_gzip_is_read_to_its_end() =>
        Assert.Equal(3000, (await Containers.ReadAsync("x.jsonl.gz", Compressed)).Train.Examples.Count);

    [Fact]
    public async Task The_callers_stream_stays_open()
    {
        using var stream = new MemoryStream(Compressed);

        await DatasetReader.ReadAsync(stream, "x.jsonl.gz", TestContext.Current.CancellationToken);

        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_that_fails_is_a_dataset_that_cannot_be_read()
    {
        using var stream = new FailingStream();

        var error = await Assert.ThrowsAsync<DatasetException>(() => DatasetReader.ReadAsync(stream, "x.csv", TestContext.Current.CancellationToken));

        Assert.Contains("'x.csv' cannot be read", error.Message, StringComparison.Ordinal);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.csv")]
    [InlineData("x.tar")]
    [InlineData("x.tar.gz")]
    public async Task A_cancelled_read_stops(string name)
    {
        using var stream = new MemoryStream(Compressed);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DatasetReader.ReadAsync(stream, name, new CancellationToken(canceled: true)));
    }

    private sealed class FailingStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The disk is gone.");
    }
}
