using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Writes model files. The same parameters give the same bytes.</summary>
internal static class CompactWriter
{
    /// <summary>Writes a model with weights of 8, 16 or 32 bits.</summary>
    public static byte[] Write(CompactParameters model, int bits)
    {
        var rows = Rows(model.Keys, model.Labels.Count);
        byte[][] labels = [.. model.Labels.Select(Encoding.UTF8.GetBytes)];
        var layout = new CompactLayout(model.Labels.Count, rows.Length, bits, labels.Sum(label => label.Length));
        var file = new byte[checked((int)layout.Length)];
        MemoryMarshal.AsBytes(model.Biases.AsSpan()).CopyTo(file.AsSpan(CompactLayout.HeaderLength));
        WriteLabels(labels, file.AsSpan((int)layout.LabelEnds));
        WriteBuckets(rows, model.Keys, layout, file);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((int)layout.Fingerprints + (4 * i)), (uint)model.Keys[row]);
            WriteRow(model.Weights.AsSpan(row * layout.Classes, layout.Classes), model.Idf[row], bits, file.AsSpan((int)layout.Table + (i * layout.Stride), layout.Stride));
        }
        new CompactHeader(layout, model.Settings, model.Probabilities).Write(file);
        return file;
    }

    /// <summary>The n-grams in the order of the table: by bucket, then by fingerprint. Of two that a file cannot tell apart the second is left out.</summary>
    private static int[] Rows(ulong[] keys, int classes)
    {
        var bits = new CompactLayout(classes, keys.Length, 8, 0).BucketBits;
        int[] rows = [.. Enumerable.Range(0, keys.Length)];
        ulong Place(int row) => (keys[row] >> (64 - bits) << 32) | (uint)keys[row];
        var places = Array.ConvertAll(rows, Place);
        Array.Sort(places, rows);
        var isAmbiguous = false;
        for (var i = 1; i < places.Length; i++)
            isAmbiguous |= places[i] == places[i - 1];
        // About one model in a thousand has such a pair, and dropping it can change the number of buckets: begin again without it.
        return isAmbiguous ? RowsWithoutTwins(keys, classes, places, rows) : rows;
    }

    private static int[] RowsWithoutTwins(ulong[] keys, int classes, ulong[] places, int[] rows)
    {
        var kept = rows.Where((_, i) => i == 0 || places[i] != places[i - 1]).Order().ToArray();
        return [.. Rows(Array.ConvertAll(kept, row => keys[row]), classes).Select(i => kept[i])];
    }

    private static void WriteLabels(byte[][] labels, Span<byte> ends)
    {
        var end = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i].CopyTo(ends[((4 * labels.Length) + end)..]);
            end += labels[i].Length;
            BinaryPrimitives.WriteInt32LittleEndian(ends[(4 * i)..], end);
        }
    }

    private static void WriteBuckets(int[] rows, ulong[] keys, CompactLayout layout, byte[] file)
    {
        var buckets = file.AsSpan((int)layout.Buckets);
        var row = 0;
        for (var bucket = 0; bucket < 1 << layout.BucketBits; bucket++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buckets[(4 * bucket)..], row);
            while (row < rows.Length && (int)(keys[rows[row]] >> (64 - layout.BucketBits)) == bucket)
                row++;
        }
        BinaryPrimitives.WriteInt32LittleEndian(buckets[(4 << layout.BucketBits)..], row);
    }

    private static void WriteRow(ReadOnlySpan<float> weights, float idf, int bits, Span<byte> row)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(row[2..], BFloat.Encode(idf));
        var target = row[CompactLayout.RowHeader..];
        if (bits == 32)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(row, BFloat.Encode(1));
            MemoryMarshal.AsBytes(weights).CopyTo(target);
            return;
        }
        var most = bits == 8 ? sbyte.MaxValue : short.MaxValue;
        // Rounded up, so that the largest weight still fits the integers.
        var largest = MathF.Abs(TensorPrimitives.MaxMagnitude(weights));
        var scale = BFloat.EncodeUp(largest / most);
        // Rounding up may have left the largest at one less than most. Weights read from such a file get their scale again, and are not rounded twice.
        if (BFloat.Decode(scale) * most != largest && BFloat.EncodeUp(largest / (most - 1)) is var former && BFloat.Decode(former) * (most - 1) == largest)
            scale = former;
        BinaryPrimitives.WriteUInt16LittleEndian(row, scale);
        var unit = BFloat.Decode(scale);
        for (var c = 0; c < weights.Length; c++)
        {
            var value = unit > 0 ? (int)MathF.Round(weights[c] / unit) : 0;
            if (bits == 8)
                target[c] = (byte)(sbyte)Math.Clamp(value, -most, most);
            else
                BinaryPrimitives.WriteInt16LittleEndian(target[(2 * c)..], (short)Math.Clamp(value, -most, most));
        }
    }
}
