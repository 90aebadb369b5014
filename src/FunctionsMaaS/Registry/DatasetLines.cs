using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Registry;

/// <summary>A dataset as compressed JSON Lines, which every tool reads, in the order of its examples' digests: the same content gives the same lines.</summary>
internal static class DatasetLines
{
    public const string Extension = ".jsonl.gz";

    /// <summary>JSON may need six bytes for one: more than the longest text that a reader takes.</summary>
    private const int MaxLineBytes = 7 * DatasetReader.MaxRecordBytes;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a dataset.</summary>
    public static ReadOnlyMemory<byte> Write(Dataset dataset)
    {
        var bytes = new MemoryStream();
        using (var compressed = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (var line = new Utf8JsonWriter(compressed, Json))
        {
            foreach (var example in InOrder(dataset))
            {
                Write(line, example);
                compressed.WriteByte((byte)'\n');
            }
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Reads a dataset.</summary>
    /// <param name="content">What <see cref="Write(Dataset)"/> wrote.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static async Task<Dataset> ReadAsync(ReadOnlyMemory<byte> content, string name, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var read = await DatasetReader.ReadAsync(stream, name + Extension, MaxLineBytes, cancellationToken);
        return new(name, read.Train.Examples);
    }

    private static IEnumerable<LabeledText> InOrder(Dataset dataset) => dataset.Examples.Zip(dataset.ExampleDigests)
        .OrderBy(e => e.Second, Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)))
        .Select(e => e.First);

    private static void Write(Utf8JsonWriter line, LabeledText example)
    {
        line.WriteStartObject();
        line.WriteString("label", example.Label);
        line.WriteString("text", example.Text);
        line.WriteEndObject();
        line.Flush();
        line.Reset();
    }
}
