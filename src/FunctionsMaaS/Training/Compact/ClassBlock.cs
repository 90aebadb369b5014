namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Classes that are trained side by side in the lanes of vectors. One pass over a text then serves all of them.
/// The classes of one-versus-rest are independent, so how they are grouped changes nothing in the result.
/// </summary>
/// <param name="First">The first class.</param>
/// <param name="Count">How many classes.</param>
internal readonly record struct ClassBlock(int First, int Count)
{
    /// <summary>The most classes of a block, and how many lanes each has: a vector of singles.</summary>
    public const int Lanes = 8;

    /// <summary>Splits <paramref name="classes"/> classes into as few blocks of about one size as there can be.</summary>
    public static ClassBlock[] Split(int classes)
    {
        var count = (classes + Lanes - 1) / Lanes;
        return [.. Enumerable.Range(0, count).Select(i => new ClassBlock(i * classes / count, ((i + 1) * classes / count) - (i * classes / count)))];
    }
}
