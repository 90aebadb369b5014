using System.Formats.Tar;
using System.Text;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class TarDatasetTests
{
    private static readonly byte[] Small = Containers.Tar(("20news-bydate-train/a/1", "one"), ("20news-bydate-train/b/2", "two"));

    [Theory]
    [InlineData("x.tar.gz", true)]
    [InlineData("x.tgz", true)]
    [InlineData("X.TAR.GZ", true)]
    [InlineData("x.tar", false)]
    public async Task Label_and_file_are_the_last_two_parts_of_a_path(string name, bool compressed)
    {
        var parts = await Containers.ReadAsync(name, compressed ? Containers.Gzip(Small) : Small);

        Assert.Null(parts.Test);
        Assert.Equal(name, parts.Train.Name);
        Assert.Equal([("a/1", "a", "one"), ("b/2", "b", "two")], parts.Train.Examples.Select(e => (e.Id, e.Label, e.Text)));
    }

    [Fact]
    public async Task The_layout_of_20_newsgroups_by_date_gives_both_parts()
    {
        var tar = Containers.Tar(("20news-bydate-test/a/1", "late"), ("20news-bydate-train/a/2", "early"));

        var parts = await Containers.ReadAsync("20news-bydate.tar.gz", Containers.Gzip(tar));

        Assert.Equal("early", Assert.Single(parts.Train.Examples).Text);
        Assert.Equal("late", Assert.Single(parts.Test!.Examples).Text);
        Assert.Equal("20news-bydate.tar.gz/20news-bydate-train", parts.Train.Name);
    }

    [Fact]
    public async Task Folders_global_attributes_and_hidden_members_are_skipped()
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "made by git archive" }));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "./"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "./empty/"));
            tar.WriteEntry(File("./a/._1", "resource fork"));
            tar.WriteEntry(File("./a/1", "seen"));
        }

        Assert.Equal("seen", Assert.Single((await Containers.ReadAsync("x.tar", archive.ToArray())).Train.Examples).Text);
    }

    [Theory]
    [InlineData("README", "'README' lies outside every label")]
    [InlineData("other/b/2", "'other/b/2' lies in 'other/', other texts in '/'")]
    [InlineData("../../etc/passwd", "relative paths without '..'")]
    [InlineData("/etc/passwd", "relative paths without '..'")]
    public async Task A_member_outside_the_layout_is_named(string path, string expected) =>
        Assert.Contains(expected, await Containers.FailAsync("x.tar", Containers.Tar(("a/1", "fine"), (path, "odd"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public async Task A_link_is_refused(TarEntryType type)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(type, "a/1") { LinkName = "/etc/passwd" });

        var message = await Containers.FailAsync("x.tar", archive.ToArray());

        Assert.Contains($"'a/1' of type {type}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.tar")]
    [InlineData("x.tar.gz")]
    public async Task An_archive_without_members_is_refused(string name)
    {
        // As "tar -cf x.tar -T /dev/null" writes it.
        var empty = new byte[10_240];

        Assert.Contains("holds no texts", await Containers.FailAsync(name, name.EndsWith("gz", StringComparison.Ordinal) ? Containers.Gzip(empty) : empty), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_member_is_refused() =>
        Assert.Contains("The text of 'a/1' is empty", await Containers.FailAsync("x.tar", Containers.Tar(("a/1", ""))), StringComparison.Ordinal);

    [Fact]
    public async Task A_member_above_the_bound_is_refused() =>
        Assert.Contains("'a/1' is larger than the 9 bytes", await Containers.FailAsync("x.tar", Containers.Tar(("a/1", "0123456789")), maxBytes: 9), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_no_tar_archive_is_refused() =>
        Assert.Contains("'x.tar' is truncated, damaged, or not what its name says", await Containers.FailAsync("x.tar", new string('x', 5000)), StringComparison.Ordinal);

    [Fact]
    public async Task A_tar_archive_cut_inside_a_member_is_refused() =>
        Assert.Contains("truncated", await Containers.FailAsync("x.tar", Small[..(Small.Length - 1500)]), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    [InlineData(-8)]
    [InlineData(-1)]
    public async Task A_compressed_archive_cut_anywhere_is_refused(double at)
    {
        var members = Enumerable.Range(1, 200).Select(i => ($"label{i % 3}/{i}", $"text {i * 7919 % 10007}"));
        var whole = Containers.Gzip(Containers.Tar([.. members]));
        var length = at < 0 ? whole.Length + (int)at : (int)(at * whole.Length);

        Assert.Contains("'x.tgz' is truncated", await Containers.FailAsync("x.tgz", whole[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_archive_with_a_wrong_checksum_is_refused()
    {
        var damaged = Containers.Gzip(Small);
        damaged[^6] ^= 1;

        Assert.Contains("'x.tgz' is truncated, damaged", await Containers.FailAsync("x.tgz", damaged), StringComparison.Ordinal);
    }

    private static PaxTarEntry File(string path, string text) =>
        new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
}
