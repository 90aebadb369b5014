namespace FunctionsMaaS.Training.Compact;

/// <summary>bfloat16: the upper half of a single. The range of a single in two bytes, and a shift to read it.</summary>
internal static class BFloat
{
    /// <summary>The value that <paramref name="bits"/> stand for.</summary>
    public static float Decode(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>The nearest bfloat16, ties away from zero.</summary>
    /// <param name="value">Finite, and not among the few above the largest bfloat16.</param>
    public static ushort Encode(float value) => (ushort)((BitConverter.SingleToUInt32Bits(value) + 0x8000) >> 16);

    /// <summary>The smallest bfloat16 that is not below <paramref name="value"/>.</summary>
    /// <param name="value">Finite, at least 0.</param>
    public static ushort EncodeUp(float value) => (ushort)((BitConverter.SingleToUInt32Bits(value) + 0xFFFF) >> 16);

    /// <summary><paramref name="value"/> as it reads after being stored.</summary>
    public static float Round(float value) => Decode(Encode(value));
}
