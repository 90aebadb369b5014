using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FunctionsMaaS.Training.Compact;

/// <summary>The hash table and the rows of a model file, read in place.</summary>
internal readonly ref struct CompactTable
{
    private readonly ReadOnlySpan<int> _buckets;
    private readonly ReadOnlySpan<uint> _fingerprints;
    private readonly ReadOnlySpan<byte> _rows;
    private readonly int _stride;
    private readonly int _shift;

    /// <summary>Looks at a file that was checked.</summary>
    public CompactTable(ReadOnlySpan<byte> file, CompactLayout layout)
    {
        _buckets = MemoryMarshal.Cast<byte, int>(file.Slice((int)layout.Buckets, 4 * ((1 << layout.BucketBits) + 1)));
        _fingerprints = MemoryMarshal.Cast<byte, uint>(file.Slice((int)layout.Fingerprints, 4 * layout.Rows));
        _rows = file[(int)layout.Table..];
        (_stride, _shift) = (layout.Stride, 64 - layout.BucketBits);
    }

    /// <summary>The row of an n-gram, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        var bucket = (int)(key >> _shift);
        var (from, to) = (_buckets[bucket], _buckets[bucket + 1]);
        // Nothing of the buckets was checked on opening, so that opening costs nothing by the entry: a file that lies finds nothing.
        if ((uint)from > (uint)to || (uint)to > (uint)_fingerprints.Length)
            return -1;
        var row = from + FirstEqual(from, (uint)key);
        return to - from <= Vector256<uint>.Count ? RowIf(row < to, row) : FindInLarge(from, Math.Min(to, from + MaxBucket), (uint)key);
    }

    /// <summary>Has the memory that <see cref="Find"/> will need for a key fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong key)
    {
        var from = _buckets[(int)(key >> _shift)];
        if (Sse.IsSupported && (uint)from < (uint)_fingerprints.Length)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in _fingerprints[from])));
    }

    /// <summary>Has a row fetched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int row)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in _rows[row * _stride])));
    }

    /// <summary>A bucket of more rows than this comes from no honest writer, and would make a text of its n-grams slow.</summary>
    public const int MaxBucket = 64;

    /// <summary>
    /// What a file knows of the key of a row: the bits that number its bucket, and the lower 32. Enough to find it again in a table of as many buckets or fewer.
    /// </summary>
    /// <exception cref="InvalidDataException">No bucket has the row.</exception>
    public ulong KeyOf(int row)
    {
        var bucket = _buckets.BinarySearch(row);
        if (bucket < 0)
            bucket = ~bucket - 1;
        // Of buckets that begin at the same row all but the last are empty.
        while (bucket >= 0 && bucket + 2 < _buckets.Length && _buckets[bucket + 1] == row)
            bucket++;
        return bucket >= 0 && bucket + 1 < _buckets.Length && _buckets[bucket] <= row && row < _buckets[bucket + 1]
            ? ((ulong)bucket << _shift) | _fingerprints[row]
            : throw new InvalidDataException($"The compact model's row {row} is in no bucket.");
    }

    private int FindInLarge(int from, int to, uint fingerprint)
    {
        for (; from < to; from += Vector256<uint>.Count)
        {
            var row = from + FirstEqual(from, fingerprint);
            if (row < Math.Min(to, from + Vector256<uint>.Count))
                return row;
        }
        return -1;
    }

    /// <summary>Which of the vector's fingerprints is the first that equals one; 32 if none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FirstEqual(int from, uint fingerprint)
    {
        // A whole vector may be read anywhere: the padding at the end of the file is longer.
        ref var fingerprints = ref MemoryMarshal.GetReference(_fingerprints);
        var equal = Vector256.Equals(Vector256.LoadUnsafe(ref fingerprints, (nuint)from), Vector256.Create(fingerprint));
        return BitOperations.TrailingZeroCount(equal.ExtractMostSignificantBits());
    }

    /// <summary>Without a branch: whether a text's n-gram is known is what no processor predicts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowIf(bool found, int row) => found ? row : -1;

    /// <summary>The bytes of a row and, so that vectors may read past it, all that follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Row(int row) => _rows[(row * _stride)..];

    /// <summary>What the integers of a row are multiplied by.</summary>
    public static float ScaleOf(ReadOnlySpan<byte> row) => BFloat.Decode(BinaryPrimitives.ReadUInt16LittleEndian(row));

    /// <summary>The inverse document frequency of a row's n-gram.</summary>
    public static float IdfOf(ReadOnlySpan<byte> row) => BFloat.Decode(BinaryPrimitives.ReadUInt16LittleEndian(row[2..]));
}
