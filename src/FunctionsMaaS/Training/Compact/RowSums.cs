using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Adds up the rows of a text's n-grams, each times 1 + ln of its count.</summary>
internal static class RowSums
{
    private const int Lanes = 8;

    /// <summary>So many sums are held in registers. A sum in memory waits, row by row, until what was just written can be read.</summary>
    private const int InRegisters = 4 * Lanes;

    /// <summary>Adds up the rows of one block of n-grams.</summary>
    /// <param name="hits">The n-grams.</param>
    /// <param name="block">Which of them.</param>
    /// <param name="table">The rows.</param>
    /// <param name="bits">Bits of a weight.</param>
    /// <param name="sums">Gets the sum of each class, <see cref="RowKernels.PaddedLength"/> long; what is beyond the classes is garbage.</param>
    /// <returns>The squared length of the vector of (1 + ln count) times idf.</returns>
    public static double Add(CompactHits hits, NgramBlock block, CompactTable table, int bits, Span<float> sums) =>
        bits == 8 && sums.Length <= InRegisters ? AddInRegisters(hits, block, table, sums) : AddInMemory(hits, block, table, bits, sums);

    private static double AddInMemory(CompactHits hits, NgramBlock block, CompactTable table, int bits, Span<float> sums)
    {
        var rows = hits.Of(block);
        var squares = 0.0;
        sums.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            if (i + CompactHits.Ahead < rows.Length)
                table.Prefetch(rows[i + CompactHits.Ahead]);
            var row = table.Row(rows[i]);
            var frequency = TermFrequency.Of(hits.CountOf(rows[i]));
            double value = frequency * CompactTable.IdfOf(row);
            squares += value * value;
            RowKernels.Add(row, bits, frequency, sums);
        }
        return squares;
    }

    private static double AddInRegisters(CompactHits hits, NgramBlock block, CompactTable table, Span<float> sums)
    {
        var rows = hits.Of(block);
        var squares = 0.0;
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var i = 0; i < rows.Length; i++)
        {
            if (i + CompactHits.Ahead < rows.Length)
                table.Prefetch(rows[i + CompactHits.Ahead]);
            var row = table.Row(rows[i]);
            var frequency = TermFrequency.Of(hits.CountOf(rows[i]));
            double value = frequency * CompactTable.IdfOf(row);
            squares += value * value;
            var scale = Vector256.Create(frequency * CompactTable.ScaleOf(row));
            // Past a narrower row there are other rows or padding: sums that nobody reads.
            ref var weights = ref MemoryMarshal.GetReference(row[CompactLayout.RowHeader..]);
            sum0 = Vector256.FusedMultiplyAdd(RowKernels.Widen(ref weights, 0), scale, sum0);
            sum1 = Vector256.FusedMultiplyAdd(RowKernels.Widen(ref weights, Lanes), scale, sum1);
            sum2 = Vector256.FusedMultiplyAdd(RowKernels.Widen(ref weights, 2 * Lanes), scale, sum2);
            sum3 = Vector256.FusedMultiplyAdd(RowKernels.Widen(ref weights, 3 * Lanes), scale, sum3);
        }
        Span<float> all = stackalloc float[InRegisters];
        sum0.CopyTo(all);
        sum1.CopyTo(all[Lanes..]);
        sum2.CopyTo(all[(2 * Lanes)..]);
        sum3.CopyTo(all[(3 * Lanes)..]);
        all[..sums.Length].CopyTo(sums);
        return squares;
    }
}
