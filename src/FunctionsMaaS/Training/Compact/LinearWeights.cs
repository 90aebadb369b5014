namespace FunctionsMaaS.Training.Compact;

/// <summary>A linear model over the columns of a <see cref="FeatureMatrix"/>: margin = bias + sum of value times weight.</summary>
/// <param name="Classes">How many classes.</param>
/// <param name="Weights"><c>Width x Classes</c> weights, feature by feature.</param>
/// <param name="Biases">One for each class.</param>
internal sealed record LinearWeights(int Classes, float[] Weights, float[] Biases)
{
    /// <summary>The weights of one feature.</summary>
    public ReadOnlySpan<float> Of(int feature) => Weights.AsSpan(feature * Classes, Classes);
}
