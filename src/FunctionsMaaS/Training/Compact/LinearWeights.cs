namespace FunctionsMaaS.Training.Compact;

/// <summary>A linear model over the columns of a <see cref="FeatureMatrix"/>: margin = bias + sum of value times weight.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="Weights"><c>Width x Classes</c> weights, feature by feature.</param>
/// <param name="Biases">One for each class.</param>
internal sealed record LinearWeights(int Classes, float[] Weights, float[] Biases)
{
    /// <summary>Multiplies the weights of each feature by its idf.</summary>
    public LinearWeights Times(float[] idf)
    {
        var scaled = new float[Weights.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = Weights[i] * idf[i / Classes];
        return this with { Weights = scaled };
    }

    /// <summary>The weights of some features only.</summary>
    /// <param name="features">Their indexes.</param>
    public LinearWeights Keep(int[] features)
    {
        var kept = new float[features.Length * Classes];
        for (var i = 0; i < features.Length; i++)
            Of(features[i]).CopyTo(kept.AsSpan(i * Classes));
        return this with { Weights = kept };
    }

    /// <summary>The weights of one feature.</summary>
    public ReadOnlySpan<float> Of(int feature) => Weights.AsSpan(feature * Classes, Classes);
}
