using System.IO.Compression;
using System.Text;
using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

/// <summary>Payloads that are damaged, hostile, or something else.</summary>
public sealed class MlNetZipDamageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("This is no archive at all, but long enough to hold the end record of one.")]
    public void What_is_no_zip_is_refused(string content)
    {
        var e = Assert.Throws<InvalidDataException>(() => Load(Encoding.ASCII.GetBytes(content)));
        Assert.Contains("no zip archive, or a damaged one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_something_else_is_refused()
    {
        var e = Assert.Throws<InvalidDataException>(() => Load(ZipOf(("readme.txt", "hello"u8.ToArray()))));
        Assert.Contains("no ML.NET model that can be loaded here", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_zip_is_refused_wherever_it_was_cut()
    {
        var zip = ForeignModels.Folders;
        for (var length = 0; length < zip.Length; length += zip.Length / 20)
            Assert.Throws<InvalidDataException>(() => Load(zip[..length]));
    }

    [Fact]
    public void An_altered_zip_is_refused_or_still_a_classifier()
    {
        var zip = ForeignModels.Folders;
        var random = new Random(1);
        for (var trial = 0; trial < 40; trial++)
        {
            byte[] altered = [.. zip];
            altered[random.Next(altered.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var model = Load(altered);
                Assert.Equal(1, Score(model), 1e-4);
            }
            catch (InvalidDataException)
            {
                // As it should be where the change was noticed; digests, checked before, notice all.
            }
        }
    }

    [Fact]
    public void A_model_that_needs_a_component_not_installed_is_refused()
    {
        var zip = Rewrite(ForeignModels.Folders, content => Replace(content, "Microsoft.ML.StandardTrainers", "Microsoft.ML.NonstandardThings"[..29]));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("needs a component that is not installed", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_unpacks_to_a_thousand_times_its_size_is_refused_unread()
    {
        var zip = ZipOf(("TransformerChain/Model.key", new byte[80 << 20]));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains($"The zip of {zip.Length} bytes unpacks to {80 << 20}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_of_thousands_of_entries_is_refused_unread()
    {
        var e = Assert.Throws<InvalidDataException>(() => Load(ZipOf([.. Enumerable.Range(0, 5000).Select(i => ($"{i}", Array.Empty<byte>()))])));
        Assert.Contains("5000 entries", e.Message, StringComparison.Ordinal);
    }

    private static ITextModel Load(byte[] zip) => new MlNetZipFormat().Load(zip, new());

    /// <summary>What the probabilities of a text add up to.</summary>
    private static float Score(ITextModel model)
    {
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        scorer.Score("win a free prize", probabilities);
        return probabilities.Sum();
    }

    private static byte[] ZipOf(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Rewrite(byte[] zip, Func<byte[], byte[]> change)
    {
        using var source = new ZipArchive(new MemoryStream(zip));
        return ZipOf([.. source.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return (entry.FullName, change(content.ToArray()));
        })]);
    }

    /// <summary>Replaces a name by another of the same length.</summary>
    private static byte[] Replace(byte[] content, string name, string other)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
        {
            byte[] from = encoding.GetBytes(name), to = encoding.GetBytes(other);
            for (var at = content.AsSpan().IndexOf(from); at >= 0; at = content.AsSpan().IndexOf(from))
                to.CopyTo(content, at);
        }
        return content;
    }
}
