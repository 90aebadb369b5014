using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

/// <summary><c>data inspect</c> and <c>data split</c>.</summary>
public sealed class DataVerbsTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Parts_and_labels_are_counted()
    {
        var summary = (await _cli.RunAsync("data", "inspect", model.Data, "--json")).Json();
        Assert.Equal(36, summary.GetProperty("train").GetProperty("documents").GetInt32());
        Assert.Equal(12, summary.GetProperty("test").GetProperty("documents").GetInt32());
        var run = (await _cli.RunAsync("data", "inspect", model.Data)).Done();
        Assert.Contains(run.OutLines, l => Cells(l) is ["sci.space", "12", "4"]);
        Assert.Contains("No text is there twice.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_are_counted_and_named_without_their_text()
    {
        _cli.Write("d/train/a/1", "secret words");
        _cli.Write("d/train/b/2", "secret words");
        _cli.Write("d/train/b/3", "other words");
        _cli.Write("d/test/a/4", "other words\n");
        var run = (await _cli.RunAsync("data", "inspect", _cli.PathOf("d"))).Done();
        Assert.Contains(run.OutLines, l => Cells(l) is ["again", "in", "the", "training", "part", "1"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["in", "both", "parts", "1"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["train:", "a/1", "train:", "b/2"]);
        Assert.Contains(run.OutLines, l => Cells(l) is ["train:", "b/3", "test:", "a/4"]);
        Assert.DoesNotContain("secret", run.Out + (await _cli.RunAsync("data", "inspect", _cli.PathOf("d"), "--json")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("folder")]
    public async Task A_split_holds_all_texts_once_with_every_label_on_both_sides(string format)
    {
        var data = SmallNews.WriteLines(_cli.PathOf("news.jsonl"), SmallNews.Rows(10));
        (await _cli.RunAsync("data", "split", data, "--test", "0.3", "--as", format, "--out", _cli.PathOf("split"))).Done();
        var (train, test) = await ReadAsync(format);
        Assert.Equal((21, 9), (train.Examples.Count, test.Examples.Count));
        Assert.All(SmallNews.Labels, l => Assert.Equal(3, test.Examples.Count(e => e.Label == l)));
        Assert.Equal(
            SmallNews.Rows(10).Order(),
            train.Examples.Concat(test.Examples).Select(e => (e.Label, e.Text)).Order());
    }

    [Fact]
    public async Task A_split_keeps_the_metadata()
    {
        var data = _cli.Write("langs.csv", "label,lang,text\na,de,one\na,de,two\nb,de,three\nb,de,four\n");
        (await _cli.RunAsync("data", "split", data, "--test", "0.5", "--as", "jsonl", "--out", _cli.PathOf("split"))).Done();
        Assert.All(await File.ReadAllLinesAsync(_cli.PathOf("split", "test.jsonl"), TestContext.Current.CancellationToken), l => Assert.EndsWith("\"lang\":\"de\"}", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_split_by_date_holds_out_the_newest()
    {
        var rows = Enumerable.Range(1, 10).SelectMany(day => SmallNews.Labels.Select(l => (l, $"From: someone@example.org\nDate: {day} Apr 1993 12:00:00 GMT\n\n{l} day{day}")));
        var data = SmallNews.WriteLines(_cli.PathOf("news.jsonl"), rows);
        (await _cli.RunAsync("data", "split", data, "--by", "date", "--out", _cli.PathOf("split"))).Done();
        var (_, test) = await ReadAsync("jsonl");
        Assert.Equal(6, test.Examples.Count);
        Assert.All(test.Examples, e => Assert.Matches("day(9|10)$", e.Text));
    }

    /// <summary>Of a label with two texts one is held out; here both are the same.</summary>
    [Fact]
    public async Task Copies_are_left_out_of_the_test_part_unless_they_are_to_be_kept()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("news.jsonl"), [.. SmallNews.Rows(4), ("twins", "the same"), ("twins", "the same")]);
        var run = (await _cli.RunAsync("data", "split", data, "--test", "0.5", "--out", _cli.PathOf("dropped"))).Done();
        Assert.Contains("Left out 1 text of the test part", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the same", File.ReadAllText(_cli.PathOf("dropped", "test.jsonl")), StringComparison.Ordinal);

        (await _cli.RunAsync("data", "split", data, "--test", "0.5", "--out", _cli.PathOf("split"), "--keep-duplicates")).Done();
        Assert.Contains("the same", File.ReadAllText(_cli.PathOf("split", "test.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_never_overwritten()
    {
        _cli.Write("split/mine", "precious");
        (await _cli.RunAsync("data", "split", model.Data + "/train", "--out", _cli.PathOf("split"))).Failed("split' is there already");
        Assert.Equal("precious", File.ReadAllText(_cli.PathOf("split", "mine")));
    }

    [Fact]
    public async Task What_is_split_already_is_not_split_again() =>
        (await _cli.RunAsync("data", "split", model.Data, "--out", _cli.PathOf("split"))).Failed("has a training and a test part already");

    [Fact]
    public async Task A_label_that_no_folder_can_have_leaves_nothing_behind()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("d.jsonl"), [("a/b", "one"), ("a/b", "two"), ("c", "three"), ("c", "four")]);
        (await _cli.RunAsync("data", "split", data, "--as", "folder", "--out", _cli.PathOf("split"))).Failed("'a/b'", "--as jsonl");
        Assert.Equal([data], Directory.GetFileSystemEntries(_cli.Folder));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-0.2")]
    [InlineData("NaN")]
    public async Task A_share_lies_between_0_and_1(string share) =>
        (await _cli.RunAsync("data", "split", model.Data, "--test", share, "--out", _cli.PathOf("split"))).Misused("data split", $"'{share}'", "above 0 and below 1");

    [Fact]
    public async Task Only_known_ways_to_split_are_taken() =>
        (await _cli.RunAsync("data", "split", model.Data, "--by", "moon", "--out", _cli.PathOf("split"))).Misused("data split", "moon", "date");

    private async Task<(Dataset Train, Dataset Test)> ReadAsync(string format)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (format == "folder")
        {
            var parts = await new FileDatasetSource(_cli.PathOf("split")).ReadAsync(cancellationToken);
            return (parts.Train, parts.Test!);
        }
        return (
            (await new FileDatasetSource(_cli.PathOf("split", "train.jsonl")).ReadAsync(cancellationToken)).Train,
            (await new FileDatasetSource(_cli.PathOf("split", "test.jsonl")).ReadAsync(cancellationToken)).Train);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
