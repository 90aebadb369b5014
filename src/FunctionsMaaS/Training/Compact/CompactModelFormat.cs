using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// The flat file of the recipes <c>nb-sdca</c> and <c>complement-nb</c>, see docs/model-format.md. It holds numbers and labels only, so it can do no harm;
/// a damaged one is refused.
/// </summary>
internal sealed class CompactModelFormat : IModelFormat
{
    /// <summary>The name in manifests.</summary>
    public const string FormatName = "compact-linear";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => FormatName;

    public string FileName => "model.bin";

    public ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Temperature is { } temperature && !(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentException($"{temperature} is not a temperature: allowed are finite numbers above 0.", nameof(settings));
        return Open(payload, settings);
    }

    /// <summary>Opens a file: its header, labels, biases and checksum are checked, its n-grams not looked at one by one.</summary>
    /// <exception cref="InvalidDataException">It is damaged or no such file.</exception>
    internal static CompactModel Open(ReadOnlyMemory<byte> payload, ModelSettings settings)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Compact models are read in place and so only by little-endian processors.");
        var header = CompactHeader.Read(payload.Span);
        var layout = header.Layout;
        var biases = MemoryMarshal.Cast<byte, float>(payload.Span.Slice(CompactLayout.HeaderLength, 4 * layout.Classes)).ToArray();
        if (!Array.TrueForAll(biases, float.IsFinite))
            throw new InvalidDataException("The compact model has a bias that is not finite.");
        return new(payload, header, ReadLabels(payload.Span, layout), biases, settings);
    }

    private static string[] ReadLabels(ReadOnlySpan<byte> file, CompactLayout layout)
    {
        var labels = new string[layout.Classes];
        var start = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var end = BinaryPrimitives.ReadInt32LittleEndian(file[((int)layout.LabelEnds + (4 * i))..]);
            if (end <= start || end > layout.LabelBytes)
                throw new InvalidDataException($"The compact model's label {i} ends at byte {end} of {layout.LabelBytes}: it must end after the one before it, at {start}.");
            labels[i] = Decode(file[((int)layout.Labels + start)..((int)layout.Labels + end)], i);
            start = end;
        }
        if (start != layout.LabelBytes || labels.Distinct(StringComparer.Ordinal).Count() != labels.Length)
            throw new InvalidDataException("The compact model's labels are not distinct, or other bytes follow them.");
        return labels;
    }

    private static string Decode(ReadOnlySpan<byte> utf8, int label)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"The compact model's label {label} is not UTF-8.", e);
        }
    }
}
