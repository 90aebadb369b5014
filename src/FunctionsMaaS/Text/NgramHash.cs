using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Text;

/// <summary>
/// The 64-bit keys of n-grams. They are part of the model file's format (docs/model-format.md): a change here is a new format version.
/// </summary>
/// <remarks>
/// Words: FNV-1a over folded UTF-16 code units, finished by the mixer of MurmurHash3's family (Stafford's variant 13), so that every bit of a key
/// depends on every unit. Streaming, so that a word of any length costs one multiplication a unit and no memory.
/// </remarks>
internal static class NgramHash
{
    /// <summary>The state before the first unit.</summary>
    public const ulong Start = 0xCBF29CE484222325;

    /// <summary>Stands for the beginning and the end of a text or header value in bigrams.</summary>
    public const ulong Edge = 0x9AE16A3B2F90404F;

    private const ulong Prime = 0x100000001B3;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The state after one more unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Append(ulong state, char unit) => (state ^ unit) * Prime;

    /// <summary>The state after all of <paramref name="units"/>.</summary>
    public static ulong Append(ulong state, ReadOnlySpan<char> units)
    {
        foreach (var unit in units)
            state = Append(state, unit);
        return state;
    }

    /// <summary>The key of a finished state, or of any 64-bit value that must be spread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The key of two neighbours, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pair(ulong first, ulong second) => Mix(first * Golden + second);

    /// <summary>The key of the same n-gram in another role: in a header field, as a prefix, as characters. Tag 0 is the body and changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Tag(ulong key, ulong tag) => tag == 0 ? key : Mix(key ^ tag);

    /// <summary>The key with its lowest bit naming its block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong In(NgramBlock block, ulong key) => (key & ~1UL) | (ulong)block;

    /// <summary>The block that a key names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NgramBlock BlockOf(ulong key) => (NgramBlock)(key & 1);
}
