namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Classes that are trained side by side in the lanes of vectors. One pass over a text then serves all of them, and each touched cache line is used whole.
/// The classes of one-versus-rest are independent, so how they are grouped changes nothing in the result.
/// </summary>
/// <param name="First">The first class.</param>
/// <param name="Count">How many classes.</param>
internal readonly record struct ClassBlock(int First, int Count)
{
    /// <summary>The most classes of a block: a cache line of singles.</summary>
    public const int MaxLanes = 16;

    private const int Half = MaxLanes / 2;

    /// <summary>Lanes in use and empty ones: 8 or 16.</summary>
    public int Lanes => Count <= Half ? Half : MaxLanes;

    /// <summary>Splits <paramref name="classes"/> classes into blocks of about one size, at least one for each thread where that leaves no block too small.</summary>
    public static ClassBlock[] Split(int classes, int threads)
    {
        var wanted = Math.Min(threads, (classes + Half - 1) / Half);
        var count = Math.Max((classes + MaxLanes - 1) / MaxLanes, wanted);
        return [.. Enumerable.Range(0, count).Select(i => new ClassBlock(i * classes / count, ((i + 1) * classes / count) - (i * classes / count)))];
    }
}
