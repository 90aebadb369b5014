using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Adds a row of weights, times a factor, to the margins of all classes.</summary>
/// <remarks>The vector versions read and write whole vectors: a row is followed by other rows or padding, and margins have room for a vector more.</remarks>
internal static class RowKernels
{
    private const int Lanes = 8;

    /// <summary>The room that margins of <paramref name="classes"/> classes need.</summary>
    public static int PaddedLength(int classes) => (classes + Lanes - 1) / Lanes * Lanes;

    /// <summary>Adds a row by vectors.</summary>
    /// <param name="row">The bytes of the row and at least <see cref="CompactLayout.Padding"/> after it.</param>
    /// <param name="bits">Bits of a weight.</param>
    /// <param name="factor">What the stored numbers are multiplied by, the row's own scale left out.</param>
    /// <param name="margins">The margins, <see cref="PaddedLength"/> long; what is beyond the classes is garbage.</param>
    public static void Add(ReadOnlySpan<byte> row, int bits, float factor, Span<float> margins)
    {
        var scaled = Vector256.Create(factor * CompactTable.ScaleOf(row));
        ref var target = ref MemoryMarshal.GetReference(margins);
        ref var source = ref MemoryMarshal.GetReference(row[CompactLayout.RowHeader..]);
        if (row.Length < CompactLayout.RowHeader + (margins.Length * bits / 8))
            throw new ArgumentException($"A row of {row.Length} bytes has no {margins.Length} weights of {bits} bits.", nameof(row));
        for (nuint i = 0; i < (nuint)margins.Length; i += Lanes)
        {
            var weights = bits switch
            {
                8 => Widen(ref source, i),
                16 => Widen(Vector128.LoadUnsafe(ref source, 2 * i).AsInt16()),
                _ => Vector256.LoadUnsafe(ref source, 4 * i).AsSingle(),
            };
            Vector256.FusedMultiplyAdd(weights, scaled, Vector256.LoadUnsafe(ref target, i)).StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Adds a row weight by weight: the plain version that the others are held against.</summary>
    public static void AddScalar(ReadOnlySpan<byte> row, int bits, float factor, Span<float> margins)
    {
        for (var c = 0; c < margins.Length; c++)
            margins[c] += factor * WeightOf(row, bits, c);
    }

    /// <summary>The weight of one class.</summary>
    public static float WeightOf(ReadOnlySpan<byte> row, int bits, int label)
    {
        var weights = row[CompactLayout.RowHeader..];
        return CompactTable.ScaleOf(row) * bits switch
        {
            8 => (sbyte)weights[label],
            16 => BinaryPrimitives.ReadInt16LittleEndian(weights[(2 * label)..]),
            _ => BinaryPrimitives.ReadSingleLittleEndian(weights[(4 * label)..]),
        };
    }

    /// <summary>The eight weights of 8 bits from an offset in bytes on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Widen(ref byte weights, nuint offset)
    {
        var bytes = Vector64.LoadUnsafe(ref weights, offset).ToVector128Unsafe().AsSByte();
        return Avx2.IsSupported ? Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(bytes)) : Widen(Vector128.WidenLower(bytes));
    }

    private static Vector256<float> Widen(Vector128<short> weights)
    {
        var (low, high) = Vector128.Widen(weights);
        return Vector256.ConvertToSingle(Vector256.Create(low, high));
    }
}
