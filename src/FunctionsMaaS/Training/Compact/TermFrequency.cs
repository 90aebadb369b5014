using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Sublinear counts: the tenth occurrence says less than the first.</summary>
internal static class TermFrequency
{
    private static readonly float[] Small = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : (float)(1 + Math.Log(count)))];

    /// <summary>1 + ln <paramref name="count"/>, rounded to single precision.</summary>
    /// <param name="count">At least 1.</param>
    public static float Of(int count) => count == 1 ? 1 : (uint)count < (uint)Small.Length ? Small[count] : (float)(1 + Math.Log(count));

    /// <summary>The Euclidean length of each <see cref="NgramBlock"/> of a text.</summary>
    /// <param name="keys">The distinct n-grams of the text.</param>
    /// <param name="counts">How often it has each.</param>
    /// <param name="lengths">Gets the lengths.</param>
    public static void Lengths(ReadOnlySpan<ulong> keys, ReadOnlySpan<ushort> counts, Span<float> lengths)
    {
        lengths.Clear();
        for (var i = 0; i < keys.Length; i++)
            lengths[(int)NgramHash.BlockOf(keys[i])] += Of(counts[i]) * Of(counts[i]);
        foreach (ref var length in lengths)
            length = MathF.Sqrt(length);
    }
}
