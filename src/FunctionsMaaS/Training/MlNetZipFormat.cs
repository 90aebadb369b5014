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

    /// <summary>Small payloads may not unpack to gigabytes; weights and dictionaries shrink about 2 to 20 times.</summary>
    private const long MaxRatio = 200, RatioFreeSize = 64 << 20;

    public string Name => FormatName;

    public string FileName => "model.zip";

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Temperature is { } temperature && !(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentException($"{temperature} is not a temperature: allowed are finite numbers above 0.", nameof(settings));
        using var stream = StreamOf(payload);
        EnsureSensibleZip(stream);
        var context = new MLContext(seed: 0);
        var (transformer, schema) = Unpack(context, stream);
        try
        {
            var classifier = MlNetClassifier.Find(transformer, schema, settings.TextColumn);
            return new MlNetZipModel(transformer, classifier, settings);
        }
        catch
        {
            (transformer as IDisposable)?.Dispose();
            throw;
        }
    }

    private static (ITransformer Transformer, DataViewSchema Schema) Unpack(MLContext context, MemoryStream stream)
    {
        ITransformer transformer;
        DataViewSchema? schema;
        try
        {
            transformer = context.Model.Load(stream, out schema);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The zip is no ML.NET model that can be loaded here: it is damaged, newer than this ML.NET, or needs a component that is not installed ({Innermost(e).Message})", e);
        }
        return schema is null
            ? throw new InvalidDataException("The ML.NET model was saved without its input schema, so its text column is unknown: save it with mlContext.Model.Save(model, trainingData.Schema, ...).")
            : (transformer, schema);
    }

    private static void EnsureSensibleZip(MemoryStream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var unpacked = zip.Entries.Sum(entry => entry.Length);
            if (zip.Entries.Count > MaxEntries)
                throw new InvalidDataException($"The zip has {zip.Entries.Count} entries: an ML.NET model has at most {MaxEntries}.");
            if (unpacked > MaxUnpackedSize || (unpacked > RatioFreeSize && unpacked > stream.Length * MaxRatio))
                throw new InvalidDataException($"The zip of {stream.Length} bytes unpacks to {unpacked}: allowed are {MaxUnpackedSize} and {MaxRatio} times its size.");
        }
        catch (Exception e) when (e is OverflowException or ArgumentException || e is InvalidDataException { InnerException: null } && e.Source is "System.IO.Compression")
        {
            throw new InvalidDataException($"The payload is no zip archive, or a damaged one ({e.Message})", e);
        }
        stream.Position = 0;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(payload.ToArray(), writable: false);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
