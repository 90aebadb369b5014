namespace FunctionsMaaS.Training.Compact;

/// <summary>How a compact model is made smaller. The prunings may be combined; the strictest decides.</summary>
public sealed record CompressionOptions
{
    /// <summary>Bits of a weight: 8, 16 or 32. Default 8.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>The file may have at most so many bytes; <see langword="null"/>: any size.</summary>
    public long? TargetBytes { get; init; }

    /// <summary>The share of n-grams to leave out, the least important first: at least 0, below 1. Default 0.</summary>
    public double Fraction { get; init; }

    /// <summary>
    /// N-grams are left out whose weights differ over the classes by less than this: the length of their weights about the mean, divided by the largest of the model;
    /// 0 to 1. Default 0.
    /// </summary>
    public double Threshold { get; init; }
}

/// <summary>A compressed model and what was done.</summary>
/// <param name="Payload">The new file.</param>
/// <param name="Parameters">What was done, for the manifest: <c>bits</c>, <c>features</c> and <c>prunedFeatures</c>, names to invariant text.</param>
public sealed record CompressedModel(ReadOnlyMemory<byte> Payload, IReadOnlyDictionary<string, string> Parameters);
