using System.Text;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class FolderDatasetBuilderTests
{
    [Fact]
    public async Task Files_come_in_any_order_and_leave_sorted_by_label_then_name()
    {
        var parts = await BuildAsync("b/1", "a.b/1", "a/2", "a/10");

        Assert.Equal(["a/10", "a/2", "a.b/1", "b/1"], parts.Train.Examples.Select(e => e.Id));
    }

    [Theory]
    [InlineData("news-train/a/1", "news-test/a/1")]
    [InlineData("x/y/train/a/1", "x/y/test/a/1")]
    [InlineData("test/a/1", "TRAIN/a/1")]
    public async Task Two_prefixes_that_differ_in_train_and_test_are_the_parts(string one, string other)
    {
        var parts = await BuildAsync(one, other);

        Assert.Contains("train", parts.Train.Name, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("test", parts.Test!.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("news-train/a/1", "olds-test/a/1")]
    [InlineData("strain/a/1", "test/a/1")]
    [InlineData("a/train/a/1", "b/test/a/1")]
    [InlineData("a/1", "test/b/1")]
    public async Task Two_other_prefixes_are_refused_at_the_second(string one, string other)
    {
        var message = (await Assert.ThrowsAsync<DatasetException>(() => BuildAsync(one, other))).Message;

        Assert.Contains($"'{other}' lies in", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_part_alone_is_just_a_dataset() => Assert.Null((await BuildAsync("20news-bydate-test/a/1")).Test);

    [Fact]
    public async Task The_same_path_twice_is_refused()
    {
        var message = (await Assert.ThrowsAsync<DatasetException>(() => BuildAsync("a/1", "./a/1"))).Message;

        Assert.Contains("'a/1' twice", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a/1")]
    [InlineData("a/../b/1")]
    [InlineData("../a/1")]
    [InlineData("a//1")]
    [InlineData("a/1/")]
    public void A_path_that_climbs_or_is_absolute_is_refused(string path)
    {
        using var builder = new FolderDatasetBuilder();

        Assert.Contains("relative paths without '..'", Assert.Throws<DatasetException>(() => builder.Takes(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_files_need_not_be_fetched()
    {
        using var builder = new FolderDatasetBuilder();

        Assert.False(builder.Takes("a/.nfs1"));
        Assert.False(builder.Takes(".cache/a/1"));
        Assert.True(builder.Takes("./a/1"));
    }

    [Theory]
    [InlineData("\u200b/1", "empty")]
    [InlineData("a\u0007b/1", "control character")]
    public async Task A_label_must_be_visible_text(string path, string expected)
    {
        var message = (await Assert.ThrowsAsync<DatasetException>(() => BuildAsync(path))).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', message);
    }

    [Fact]
    public async Task A_label_has_at_most_200_characters()
    {
        Assert.Single((await BuildAsync(new string('l', 200) + "/1")).Train.Labels);

        var message = (await Assert.ThrowsAsync<DatasetException>(() => BuildAsync(new string('l', 201) + "/1"))).Message;
        Assert.Contains("201 characters: at most 200", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_above_the_bound_is_refused_and_one_at_the_bound_is_not()
    {
        using var builder = new FolderDatasetBuilder(maxBytes: 100_000);
        await AddAsync(builder, "a/1", new string('x', 100_000));

        var message = (await Assert.ThrowsAsync<DatasetException>(() => AddAsync(builder, "a/2", new string('x', 100_001)))).Message;

        Assert.Contains("'a/2' is larger than the 100000 bytes", message, StringComparison.Ordinal);
        Assert.Equal(100_000, Assert.Single(builder.Build("d").Train.Examples).Text.Length);
    }

    [Fact]
    public async Task Equal_labels_are_one_string()
    {
        var examples = (await BuildAsync("a/1", "a/2")).Train.Examples;

        Assert.Same(examples[0].Label, examples[1].Label);
    }

    private static async Task<DatasetParts> BuildAsync(params string[] paths)
    {
        using var builder = new FolderDatasetBuilder();
        foreach (var path in paths)
            await AddAsync(builder, path, "text of " + path);
        return builder.Build("dataset");
    }

    private static async Task AddAsync(FolderDatasetBuilder builder, string path, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await builder.AddAsync(path, content, TestContext.Current.CancellationToken);
    }
}
