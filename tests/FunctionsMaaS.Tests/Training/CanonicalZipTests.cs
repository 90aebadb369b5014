using System.IO.Compression;
using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class CanonicalZipTests
{
    [Fact]
    public void Order_and_time_of_the_entries_do_not_show()
    {
        using var morning = ZipOf(2001, ("b", "two"), ("a", "one"), ("a/c", "three"));
        using var evening = ZipOf(2024, ("a/c", "three"), ("a", "one"), ("b", "two"));
        Assert.Equal(CanonicalZip.Rewrite(morning), CanonicalZip.Rewrite(evening));
    }

    [Fact]
    public void Names_and_content_are_kept()
    {
        using var source = ZipOf(2001, ("b", "two"), ("a", "one"));
        using var zip = new ZipArchive(new MemoryStream(CanonicalZip.Rewrite(source)));
        Assert.Equal(["a", "b"], zip.Entries.Select(e => e.FullName));
        using var reader = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("two", reader.ReadToEnd());
    }

    private static MemoryStream ZipOf(int year, params (string Name, string Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(content);
            }
        }
        return stream;
    }
}
