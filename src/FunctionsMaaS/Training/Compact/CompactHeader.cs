using System.Buffers.Binary;
using System.IO.Hashing;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The first 64 bytes of a model file. See docs/model-format.md.</summary>
/// <param name="Layout">The sizes that decide where everything is.</param>
/// <param name="Settings">Which n-grams to read.</param>
/// <param name="Probabilities">How margins become probabilities.</param>
internal sealed record CompactHeader(CompactLayout Layout, NgramSettings Settings, Probabilities Probabilities)
{
    private const int VersionAt = 8, LengthAt = 16, ChecksumAt = 24, ClassesAt = 32, RowsAt = 36, LabelBytesAt = 40, AboveAt = 44, BelowAt = 48;
    private const int BitsAt = 52, BucketBitsAt = 53, FlagsAt = 54, PrefixAt = 55, FromAt = 56, ToAt = 57, ReservedAt = 58, KneeAt = 60;
    private const int Checked = ClassesAt;
    private const byte BigramsFlag = 1, HeadersFlag = 2;

    /// <summary>Writes the header of a finished file: last, since it holds the checksum of the rest.</summary>
    public void Write(Span<byte> file)
    {
        CompactLayout.Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file[VersionAt..], CompactLayout.Version);
        BinaryPrimitives.WriteInt64LittleEndian(file[LengthAt..], Layout.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file[ClassesAt..], Layout.Classes);
        BinaryPrimitives.WriteInt32LittleEndian(file[RowsAt..], Layout.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(file[LabelBytesAt..], Layout.LabelBytes);
        BinaryPrimitives.WriteSingleLittleEndian(file[AboveAt..], Probabilities.Above);
        BinaryPrimitives.WriteSingleLittleEndian(file[BelowAt..], Probabilities.Below);
        BinaryPrimitives.WriteSingleLittleEndian(file[KneeAt..], Probabilities.Knee);
        file[BitsAt] = (byte)Layout.Bits;
        file[BucketBitsAt] = (byte)Layout.BucketBits;
        file[FlagsAt] = (byte)((Settings.Bigrams ? BigramsFlag : 0) | (Settings.Headers ? HeadersFlag : 0));
        file[PrefixAt] = (byte)Settings.Prefix;
        file[FromAt] = (byte)Settings.CharactersFrom;
        file[ToAt] = (byte)Settings.CharactersTo;
        BinaryPrimitives.WriteUInt64LittleEndian(file[ChecksumAt..], XxHash3.HashToUInt64(file[Checked..]));
    }

    /// <summary>Reads the header of a whole file and checks it against the file's length and checksum.</summary>
    /// <exception cref="InvalidDataException">It is no such file, is of a newer version, or is damaged.</exception>
    public static CompactHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < CompactLayout.HeaderLength || !file.StartsWith(CompactLayout.Magic))
            throw new InvalidDataException($"The payload of {file.Length} bytes is not a compact model: such a file begins with 'MaaSclf' and a header of {CompactLayout.HeaderLength} bytes.");
        var version = BinaryPrimitives.ReadInt32LittleEndian(file[VersionAt..]);
        if (version != CompactLayout.Version)
            throw new InvalidDataException($"The compact model is of format version {version}: this build reads version {CompactLayout.Version}.");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file[LengthAt..]);
        if (length != file.Length)
            throw new InvalidDataException($"The compact model should be {length} bytes long, but {file.Length} are there: it was cut or appended to.");
        var layout = new CompactLayout(
            InRange(file, ClassesAt, "classes", 1, CompactLayout.MaxClasses), InRange(file, RowsAt, "n-grams", 0, CompactLayout.MaxRows), file[BitsAt],
            InRange(file, LabelBytesAt, "bytes of labels", 0, file.Length));
        if (layout.Bits is not (8 or 16 or 32))
            throw new InvalidDataException($"The compact model has weights of {layout.Bits} bits: 8, 16 and 32 are known.");
        if (layout.Length != length || file[BucketBitsAt] != layout.BucketBits)
            throw new InvalidDataException($"The compact model of {length} bytes and 2^{file[BucketBitsAt]} buckets does not fit its {layout.Classes} classes and {layout.Rows} n-grams: {layout.Length} bytes and 2^{layout.BucketBits} buckets are needed.");
        if (XxHash3.HashToUInt64(file[Checked..]) != BinaryPrimitives.ReadUInt64LittleEndian(file[ChecksumAt..]))
            throw new InvalidDataException("The compact model is damaged: its checksum does not match its content.");
        return new(layout, SettingsOf(file), ProbabilitiesOf(file));
    }

    private static NgramSettings SettingsOf(ReadOnlySpan<byte> file)
    {
        var settings = new NgramSettings
        {
            Bigrams = (file[FlagsAt] & BigramsFlag) != 0,
            Headers = (file[FlagsAt] & HeadersFlag) != 0,
            Prefix = file[PrefixAt],
            CharactersFrom = file[FromAt],
            CharactersTo = file[ToAt],
        };
        var isReserved = (file[FlagsAt] & ~(BigramsFlag | HeadersFlag)) != 0 || file[ReservedAt..KneeAt].ContainsAnyExcept((byte)0)
            || file[(VersionAt + 4)..LengthAt].ContainsAnyExcept((byte)0);
        return settings.IsValid && !isReserved
            ? settings
            : throw new InvalidDataException("The compact model has n-gram settings or reserved bytes that this build does not know.");
    }

    private static Probabilities ProbabilitiesOf(ReadOnlySpan<byte> file)
    {
        var probabilities = new Probabilities(
            BinaryPrimitives.ReadSingleLittleEndian(file[AboveAt..]), BinaryPrimitives.ReadSingleLittleEndian(file[BelowAt..]), BinaryPrimitives.ReadSingleLittleEndian(file[KneeAt..]));
        return probabilities.IsValid
            ? probabilities
            : throw new InvalidDataException(FormattableString.Invariant(
                $"The compact model has the slopes {probabilities.Above} and {probabilities.Below} and the knee {probabilities.Knee}: they must be finite, and the slopes above 0."));
    }

    private static int InRange(ReadOnlySpan<byte> file, int offset, string what, int from, int to)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(file[offset..]);
        return value >= from && value <= to
            ? value
            : throw new InvalidDataException($"The compact model says it has {value} {what}: {from} to {to} are possible.");
    }
}
