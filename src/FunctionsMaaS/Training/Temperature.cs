namespace FunctionsMaaS.Training;

/// <summary>From scores to probabilities at a temperature (Guo et al. 2017).</summary>
internal static class Temperature
{
    /// <summary>Writes softmax(scores / temperature); scores that are not finite enough for one give the uniform distribution.</summary>
    public static void Softmax(ReadOnlySpan<float> scores, double temperature, Span<float> probabilities)
    {
        var max = double.NegativeInfinity;
        foreach (var score in scores)
            max = Math.Max(max, score);
        if (!double.IsFinite(max))
        {
            probabilities.Fill(1f / probabilities.Length);
            return;
        }
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp((score - max) / temperature);
        for (var i = 0; i < scores.Length; i++)
            probabilities[i] = (float)(Math.Exp((scores[i] - max) / temperature) / sum);
    }

    /// <summary>Writes p^(1 / temperature), made to add up to 1: the softmax of log p, so that 0 stays 0.</summary>
    public static void Sharpen(ReadOnlySpan<float> source, double temperature, Span<float> probabilities)
    {
        for (var i = 0; i < source.Length; i++)
            probabilities[i] = MathF.Log(source[i]);
        Softmax(probabilities, temperature, probabilities);
    }
}
