using System.Numerics;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Where everything is in a model file: follows from four numbers, so a file has no offsets that could lie. See docs/model-format.md.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="Rows">How many n-grams have weights.</param>
/// <param name="Bits">Bits of a weight: 8, 16 or 32.</param>
/// <param name="LabelBytes">Length of the labels as UTF-8.</param>
internal readonly record struct CompactLayout(int Classes, int Rows, int Bits, int LabelBytes)
{
    /// <summary>The newest version of the format this build reads and the one it writes.</summary>
    public const int Version = 1;

    /// <summary>Length of the header.</summary>
    public const int HeaderLength = 64;

    /// <summary>Bytes before the weights of a row: their scale and the idf of the n-gram, a bfloat16 each.</summary>
    public const int RowHeader = 4;

    /// <summary>Zeros after the last row, so that vectors may read past a row.</summary>
    public const int Padding = 64;

    /// <summary>The most classes.</summary>
    public const int MaxClasses = 1 << 16;

    /// <summary>The most n-grams.</summary>
    public const int MaxRows = 1 << 26;

    private const int Alignment = 64;
    private const int RowsPerBucket = 4;

    /// <summary>The first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "MaaSclf\n"u8;

    /// <summary>The hash table has 2 to this power buckets: about one for every four rows.</summary>
    public int BucketBits => Rows <= RowsPerBucket ? 1 : BitOperations.Log2((uint)((Rows - 1) / RowsPerBucket)) + 1;

    /// <summary>Length of a row.</summary>
    public int Stride => (RowHeader + (Classes * Bits / 8) + 3) & ~3;

    /// <summary>Where the name of each label ends in the UTF-8, 32 bits each; the UTF-8 follows. Before it, after the header, is a bias for each class, a single.</summary>
    public long LabelEnds => HeaderLength + (4L * Classes);

    /// <summary>The labels as UTF-8, one after the other.</summary>
    public long Labels => LabelEnds + (4L * Classes);

    /// <summary>The first row of each bucket and, at the end, the number of rows, 32 bits each.</summary>
    public long Buckets => Align(Labels + LabelBytes);

    /// <summary>The lower 32 bits of the key of each row.</summary>
    public long Fingerprints => Align(Buckets + (4L * ((1L << BucketBits) + 1)));

    /// <summary>The rows.</summary>
    public long Table => Align(Fingerprints + (4L * Rows));

    /// <summary>Length of the file.</summary>
    public long Length => Table + ((long)Rows * Stride) + Padding;

    private static long Align(long offset) => (offset + Alignment - 1) & ~(Alignment - 1L);
}
