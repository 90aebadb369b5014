using System.IO.Compression;
using System.Text;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ModelPackageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_is_read_as_it_was_written()
    {
        var package = SamplePackages.Of("rec.autos", "sci.space");
        var path = _folder.File("news.maas");

        ModelPackageFile.Write(package, path);
        var read = ModelPackageFile.Read(path);

        Assert.Equal(ManifestJson.Write(package.Manifest), ManifestJson.Write(read.Manifest));
        Assert.True(read.Payload.Span.SequenceEqual(package.Payload.Span));
    }

    [Fact]
    public void A_package_is_a_zip_of_stored_entries_for_every_other_tool()
    {
        var package = SamplePackages.Of("a", "b");
        using var archive = new ZipArchive(new MemoryStream(Written(package)), ZipArchiveMode.Read);

        Assert.Equal(["manifest.json", "model.bin"], archive.Entries.Select(e => e.FullName));
        Assert.All(archive.Entries, e => Assert.Equal(e.Length, e.CompressedLength));
        Assert.All(archive.Entries, e => Assert.Equal(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), e.LastWriteTime.DateTime));
        using var payload = new MemoryStream();
        archive.Entries[1].Open().CopyTo(payload);
        Assert.Equal(package.Payload.ToArray(), payload.ToArray());
        // The CRC-32 of "a,b" by zlib.crc32.
        Assert.Equal(0x2CD913DFu, archive.Entries[1].Crc32);
    }

    [Fact]
    public void The_same_package_gives_the_same_bytes_whatever_it_is_written_to()
    {
        var path = _folder.File("a.maas");
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), path);
        using var unseekable = new UnseekableStream();
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), unseekable);

        Assert.Equal(Written(SamplePackages.Of("a", "b")), File.ReadAllBytes(path));
        Assert.Equal(File.ReadAllBytes(path), unseekable.Written);
    }

    [Fact]
    public void A_package_is_read_from_a_stream_that_cannot_seek()
    {
        using var stream = new UnseekableStream(Written(SamplePackages.Of("a", "b")));

        Assert.Equal(["a", "b"], ModelPackageFile.Read(stream, "upload").Manifest.Labels);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        var path = _folder.File("news.maas");
        File.WriteAllText(path, "old");
        var package = SamplePackages.Of("a", "b");

        Assert.Throws<ModelPackageException>(() => ModelPackageFile.Write(package with { Payload = package.Payload[1..] }, path));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_write_replaces_the_old_file()
    {
        var path = _folder.File("news.maas");
        ModelPackageFile.Write(SamplePackages.Of("a", "b"), path);
        ModelPackageFile.Write(SamplePackages.Of("c", "d", "e"), path);

        Assert.Equal(["c", "d", "e"], ModelPackageFile.Read(path).Manifest.Labels);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_package_repacked_with_compression_by_another_tool_is_read()
    {
        var package = SamplePackages.Of("a", "b");
        var repacked = Zip(("model.bin", package.Payload.ToArray()), ("manifest.json", ManifestJson.Write(package.Manifest)));

        Assert.Equal(["a", "b"], Read(repacked).Manifest.Labels);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.Equal($"There is no model package '{_folder.File("none")}'.", Assert.Throws<ModelPackageException>(() => ModelPackageFile.Read(_folder.File("none"))).Message);
        Assert.Equal($"There is no model package '{_folder.File("no/ne")}'.", Assert.Throws<ModelPackageException>(() => ModelPackageFile.Read(_folder.File("no/ne"))).Message);
        Assert.StartsWith($"The model package '{_folder.Path}' cannot be read", Assert.Throws<ModelPackageException>(() => ModelPackageFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a zip")]
    [InlineData("PK\u0003\u0004 but nothing more")]
    public void What_is_no_zip_is_refused(string content) =>
        Refused(Encoding.Latin1.GetBytes(content), "p is not a model package: it is no zip, or a truncated or damaged one.");

    [Fact]
    public void A_zip_cut_at_any_byte_is_refused()
    {
        var whole = Written(SamplePackages.Of("a", "b"));

        for (var length = 0; length < whole.Length; length++)
            Refused(whole[..length], "p is not a model package: it is no zip, or a truncated or damaged one.");
    }

    [Fact]
    public void A_zip_without_manifest_is_refused() =>
        Refused(Zip(("model.bin", [1])), "p is not a model package: it has no entry 'manifest.json'.");

    [Fact]
    public void A_package_without_payload_is_refused() =>
        Refused(Zip(("manifest.json", ManifestJson.Write(SamplePackages.Of("a", "b").Manifest))), "p is not a model package: it has no entry 'model.bin'.");

    [Theory]
    [InlineData("evil.txt")]
    [InlineData("../model.bin")]
    [InlineData("folder/model.bin")]
    [InlineData("model.zip")]
    [InlineData("MODEL.BIN")]
    public void An_extra_entry_is_refused(string name)
    {
        var package = SamplePackages.Of("a", "b");

        Refused(
            Zip(("manifest.json", ManifestJson.Write(package.Manifest)), ("model.bin", package.Payload.ToArray()), (name, [])),
            $"p has an entry '{name}'; allowed are manifest.json, manifest.sig and model.bin alone.");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("model.bin")]
    public void An_entry_that_is_there_twice_is_refused(string name)
    {
        var package = SamplePackages.Of("a", "b");
        var manifest = ManifestJson.Write(package.Manifest);

        Refused(
            Zip(("manifest.json", manifest), ("model.bin", package.Payload.ToArray()), (name, name == "manifest.json" ? manifest : package.Payload.ToArray())),
            $"p has the entry '{name}' twice.");
    }

    [Theory]
    [InlineData("a,", "model.bin of p is truncated: 2 bytes instead of 3.")]
    [InlineData("a,c", "model.bin of p is altered: its digest is not the one in the manifest.")]
    [InlineData("a,bb", "model.bin of p is altered: it is longer than the 3 bytes its manifest says.")]
    public void A_payload_that_is_not_the_manifests_is_refused(string payload, string message) =>
        Refused(Zip(("manifest.json", ManifestJson.Write(SamplePackages.Of("a", "b").Manifest)), ("model.bin", Encoding.UTF8.GetBytes(payload))), message);

    [Fact]
    public void An_altered_manifest_is_refused_and_named()
    {
        var package = SamplePackages.Of("a", "b");
        var altered = Encoding.UTF8.GetString(ManifestJson.Write(package.Manifest)).Replace("0.875", "0.999", StringComparison.Ordinal);

        Refused(
            Zip(("manifest.json", Encoding.UTF8.GetBytes(altered)), ("model.bin", package.Payload.ToArray())),
            "manifest.json of p is altered: its content does not have the digest it ends with.");
    }

    [Fact]
    public void A_manifest_that_unpacks_to_an_absurd_size_is_refused() =>
        Refused(Zip(("manifest.json", new byte[20 * 1024 * 1024]), ("model.bin", [1])), "manifest.json of p is too large: at most 4194304 bytes are allowed.");

    [Fact]
    public void A_manifest_that_promises_a_huge_payload_costs_no_memory()
    {
        var sample = SamplePackages.Of("a", "b");
        var promising = sample.Manifest with { Payload = sample.Manifest.Payload with { Size = ModelPackage.MaxPayloadBytes } };
        var package = Zip(("manifest.json", ManifestJson.Write(promising)), ("model.bin", sample.Payload.ToArray()));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(package, "model.bin of p is truncated: 3 bytes instead of 1073741824.");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_payload_that_unpacks_beyond_its_size_is_not_unpacked()
    {
        var manifest = ManifestJson.Write(SamplePackages.Of("a", "b").Manifest);
        var package = Zip(("manifest.json", manifest), ("model.bin", new byte[64 * 1024 * 1024]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(package, "model.bin of p is altered: it is longer than the 3 bytes its manifest says.");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    private static byte[] Written(ModelPackage package)
    {
        using var stream = new MemoryStream();
        ModelPackageFile.Write(package, stream);
        return stream.ToArray();
    }

    private static ModelPackage Read(byte[] package) => ModelPackageFile.Read(new MemoryStream(package), "p");

    private static void Refused(byte[] package, string message) =>
        Assert.Equal(message, Assert.Throws<ModelPackageException>(() => Read(package)).Message);

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    private sealed class UnseekableStream(byte[]? content = null) : MemoryStream(content ?? [], 0, content?.Length ?? 0, content is not null)
    {
        private readonly List<byte> _written = [];

        public byte[] Written => [.. _written];

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => _written.AddRange(buffer);
    }
}
