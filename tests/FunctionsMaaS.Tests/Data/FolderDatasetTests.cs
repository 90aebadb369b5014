using System.Text;
using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_become_examples_of_their_folders_name_in_ordinal_order()
    {
        Write("sci.space/2", "moon");
        Write("sci.space/10", "orbit");
        Write("rec.autos/7", "gear");

        var parts = await ReadAsync();

        Assert.Null(parts.Test);
        Assert.Equal(["rec.autos", "sci.space"], parts.Train.Labels);
        Assert.Equal(["rec.autos/7", "sci.space/10", "sci.space/2"], parts.Train.Examples.Select(e => e.Id));
        Assert.Equal(["gear", "orbit", "moon"], parts.Train.Examples.Select(e => e.Text));
    }

    [Fact]
    public async Task A_dataset_is_named_after_its_folder()
    {
        Write("news/a/1", "x");

        var parts = await ReadAsync("news/");

        Assert.Equal("news", parts.Train.Name);
    }

    [Fact]
    public async Task Train_and_test_folders_give_both_parts()
    {
        Write("train/a/1", "learnt");
        Write("test/a/2", "measured");

        var parts = await ReadAsync();

        Assert.Equal("learnt", Assert.Single(parts.Train.Examples).Text);
        Assert.Equal("measured", Assert.Single(parts.Test!.Examples).Text);
        Assert.EndsWith("/train", parts.Train.Name, StringComparison.Ordinal);
        Assert.EndsWith("/test", parts.Test.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("caf\u00e9 \u20ac", "utf-8", "caf\u00e9 \u20ac")]
    [InlineData("\ufeffcaf\u00e9", "utf-8", "caf\u00e9")]
    [InlineData("caf\u00e9", "latin1", "caf\u00e9")]
    [InlineData("\u00e9", "latin1", "\u00e9")]
    public async Task A_file_is_utf8_where_valid_and_otherwise_latin1(string text, string encoding, string expected)
    {
        Containers.Write(_folder.Path, "a/1", Encoding.GetEncoding(encoding).GetBytes(text));

        Assert.Equal(expected, Assert.Single((await ReadAsync()).Train.Examples).Text);
    }

    [Fact]
    public async Task Encodings_are_told_apart_file_by_file()
    {
        Containers.Write(_folder.Path, "a/1", Encoding.Latin1.GetBytes("\u00fcber"));
        Containers.Write(_folder.Path, "a/2", Encoding.UTF8.GetBytes("\u00fcber"));

        Assert.Equal(["\u00fcber", "\u00fcber"], (await ReadAsync()).Train.Examples.Select(e => e.Text));
    }

    [Fact]
    public async Task Hidden_files_and_folders_and_empty_folders_are_skipped()
    {
        Write("a/1", "seen");
        Write("a/.DS_Store", "\0\0");
        Write(".git/config", "hidden");
        Write(".hidden", "hidden");
        Directory.CreateDirectory(_folder.File("empty"));

        var parts = await ReadAsync();

        Assert.Equal("seen", Assert.Single(parts.Train.Examples).Text);
        Assert.Equal(["a"], parts.Train.Labels);
    }

    [Fact]
    public async Task A_missing_folder_is_named_with_what_is_allowed()
    {
        var message = await FailAsync("nowhere");

        Assert.Contains("nowhere", message, StringComparison.Ordinal);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
        Assert.Contains(".jsonl", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_refused()
    {
        Directory.CreateDirectory(_folder.File("sub"));

        Assert.Contains("holds no texts", await FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md", "'README.md' lies outside every label")]
    [InlineData("deep/b/1", "'deep/b/1' lies in 'deep/', other texts in '/'")]
    [InlineData("1/2/3/4/5/6/7/8/9", "too deep")]
    public async Task A_file_outside_the_layout_is_named(string path, string expected)
    {
        Write("a/1", "x");
        Write(path, "y");

        var message = await FailAsync();

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("<label>/<file>", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_third_folder_beside_train_and_test_is_refused()
    {
        Write("train/a/1", "x");
        Write("test/a/1", "y");
        Write("validation/a/1", "z");

        Assert.Contains("'validation/", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_directly_in_train_and_test_have_no_label()
    {
        Write("train/1", "x");
        Write("test/1", "y");

        Assert.Contains("without a label", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_test_folder_is_not_taken_for_none()
    {
        Write("train/a/1", "x");
        Directory.CreateDirectory(_folder.File("test"));

        Assert.Contains("one of them holds no texts", await FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\t\n", "blank")]
    [InlineData("so far\0good", "NUL byte at offset 6")]
    public async Task A_file_without_text_is_refused_and_named_but_not_quoted(string content, string expected)
    {
        Write("a/1", "fine");
        Write("a/2", content);

        var message = await FailAsync();

        Assert.Contains("'a/2'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("so far", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_utf16_file_is_refused_with_the_encodings_that_are_allowed()
    {
        Containers.Write(_folder.Path, "a/1", Encoding.Unicode.GetBytes("hello"));

        Assert.Contains("allowed are UTF-8 and Latin-1", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_an_error_not_a_gap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        Write("a/1", "x");
        File.CreateSymbolicLink(_folder.File("a/2"), _folder.File("gone"));

        var message = await FailAsync();

        Assert.Contains("a/2", message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_permission_is_an_error_not_a_gap()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind this user.");
        Write("a/1", "x");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.File("a/1"), UnixFileMode.None);

        Assert.Contains("cannot be read", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_links_to_itself_ends_in_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        Write("a/1", "x");
        Directory.CreateSymbolicLink(_folder.File("a/again"), _folder.File("a"));

        await FailAsync();
    }

    [Fact]
    public async Task A_cancelled_read_stops()
    {
        Write("a/1", "x");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FileDatasetSource(_folder.Path).ReadAsync(new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_source_reads_what_is_there_now()
    {
        Write("a/1", "x");
        var source = new FileDatasetSource(_folder.Path);
        await source.ReadAsync(TestContext.Current.CancellationToken);
        Write("b/1", "y");

        Assert.Equal(["a", "b"], (await source.ReadAsync(TestContext.Current.CancellationToken)).Train.Labels);
        Assert.Equal(_folder.Path, source.Description);
    }

    private void Write(string path, string text) => Containers.Write(_folder.Path, path, text);

    private Task<DatasetParts> ReadAsync(string below = "") =>
        new FileDatasetSource(Path.Combine(_folder.Path, below)).ReadAsync(TestContext.Current.CancellationToken);

    private async Task<string> FailAsync(string below = "") => (await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(below))).Message;
}
