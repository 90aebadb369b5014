namespace FunctionsMaaS.Training.Compact;

/// <summary>Sublinear counts: the tenth occurrence says less than the first.</summary>
internal static class TermFrequency
{
    private static readonly float[] Small = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : (float)(1 + Math.Log(count)))];

    /// <summary>1 + ln <paramref name="count"/>, rounded to single precision.</summary>
    /// <param name="count">At least 1.</param>
    public static float Of(int count) => (uint)count < (uint)Small.Length ? Small[count] : (float)(1 + Math.Log(count));
}
