using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Tests.Data;

/// <summary>Writes examples in the formats that readers take, so that tests can say what they mean.</summary>
internal static class Containers
{
    public static byte[] Tar(params (string Path, string Text)[] members) =>
        TarOf([.. members.Select(m => (m.Path, Encoding.UTF8.GetBytes(m.Text)))]);

    public static byte[] TarOf(params (string Path, byte[] Content)[] members)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content) in members)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        }
        return archive.ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(plain);
        return compressed.ToArray();
    }

    public static string JsonLines(IEnumerable<LabeledText> examples) =>
        string.Concat(examples.Select(e => JsonSerializer.Serialize(new { label = e.Label, text = e.Text }) + "\n"));

    public static string Table(IEnumerable<LabeledText> examples, char separator) =>
        $"label{separator}text\r\n" + string.Concat(examples.Select(e => $"{Field(e.Label)}{separator}{Field(e.Text)}\r\n"));

    public static void Write(string root, string path, string text) => Write(root, path, Encoding.UTF8.GetBytes(text));

    public static void Write(string root, string path, byte[] content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    public static async Task<DatasetParts> ReadAsync(string fileName, byte[] content, int maxBytes = DatasetReader.MaxRecordBytes)
    {
        // Not seekable, and one byte at first: as a network gives them.
        using var stream = new TricklingStream(content);
        return await DatasetReader.ReadAsync(stream, fileName, maxBytes, Xunit.TestContext.Current.CancellationToken);
    }

    public static Task<DatasetParts> ReadAsync(string fileName, string content) => ReadAsync(fileName, Encoding.UTF8.GetBytes(content));

    public static async Task<string> FailAsync(string fileName, byte[] content, int maxBytes = DatasetReader.MaxRecordBytes) =>
        (await Xunit.Assert.ThrowsAsync<DatasetException>(() => ReadAsync(fileName, content, maxBytes))).Message;

    public static Task<string> FailAsync(string fileName, string content) => FailAsync(fileName, Encoding.UTF8.GetBytes(content));

    private static string Field(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class TricklingStream(byte[] content) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(Math.Min(count, _at + 1), content.Length - _at);
            content.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
