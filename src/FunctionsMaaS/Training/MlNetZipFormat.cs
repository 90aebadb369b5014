using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.ML;

namespace FunctionsMaaS.Training;

/// <summary>
/// ML.NET's own zip: what the recipes <c>naive-bayes</c> and <c>sdca</c> save, and any text classifier saved with its input schema
/// (<c>mlContext.Model.Save(model, schema, stream)</c>, Model Builder). A zip names the code it needs, so load trusted ones only.
/// </summary>
internal sealed class MlNetZipFormat : IModelFormat
{
    public const string FormatName = "mlnet-zip";

    private const int MaxEntries = 4096;
    private const long MaxUnpackedSize = 4L << 30;

    /// <summary>What a zip may unpack to whatever its size; beyond, at most <see cref="MaxRatio"/> times its size. Weights and dictionaries shrink 2 to 20 times.</summary>
    private const long FreeUnpackedSize = 64 << 20, MaxRatio = 200;

    public string Name => FormatName;

    public string FileName => "model.zip";

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Temperature is { } temperature && !(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentException($"{temperature} is not a temperature: allowed are finite numbers above 0.", nameof(settings));
        using var stream = StreamOf(payload);
        EnsureSensible(stream);
        stream.Position = 0;
        var (transformer, schema) = Unpack(stream);
        try
        {
            return new MlNetZipModel(transformer, MlNetClassifier.Find(transformer, schema, settings.TextColumn), settings);
        }
        catch
        {
            (transformer as IDisposable)?.Dispose();
            throw;
        }
    }

    private static (ITransformer Transformer, DataViewSchema Schema) Unpack(MemoryStream stream)
    {
        try
        {
            var transformer = new MLContext(seed: 0).Model.Load(stream, out var schema);
            return schema is not null
                ? (transformer, schema)
                : throw new InvalidDataException("The ML.NET model was saved without its input schema, so its text column is unknown: save it with mlContext.Model.Save(model, trainingData.Schema, ...).");
        }
        catch (Exception e) when (e is not (OutOfMemoryException or InvalidDataException))
        {
            throw new InvalidDataException($"The zip is no ML.NET model that can be loaded here: it is damaged, newer than this ML.NET, or needs a component that is not installed. ML.NET says: {Printable.Quote(Innermost(e).Message)}", e);
        }
    }

    /// <summary>Refuses, before ML.NET unpacks anything, what is no zip or unpacks to far more than a model does. The zip reader holds entries to the length they declare.</summary>
    private static void EnsureSensible(MemoryStream stream)
    {
        var (entries, unpacked) = Measure(stream);
        if (entries > MaxEntries)
            throw new InvalidDataException($"The zip has {entries} entries: an ML.NET model has at most {MaxEntries}.");
        if (unpacked > MaxUnpackedSize || unpacked > Math.Max(FreeUnpackedSize, stream.Length * MaxRatio))
            throw new InvalidDataException($"The zip of {stream.Length} bytes unpacks to {unpacked}: allowed are {MaxRatio} times its size, and {MaxUnpackedSize}.");
    }

    private static (int Entries, long Unpacked) Measure(MemoryStream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return (zip.Entries.Count, zip.Entries.Sum(entry => entry.Length));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"The payload is no zip archive, or a damaged one: {e.Message}", e);
        }
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(payload.ToArray(), writable: false);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
