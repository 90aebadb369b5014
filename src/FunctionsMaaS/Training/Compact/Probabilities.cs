namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// From margins to probabilities: a softmax over logits that rise steeply with the margin up to a knee and gently above it. With both slopes equal it is the softmax at a temperature.
/// </summary>
/// <remarks>
/// Softmax at a temperature alone is half as well calibrated here: squared hinge loss pushes the margins of all classes that a text is not of towards -1 and lets go there,
/// so that what is below the knee is ruled out, while among what is above it differences say less. A normalised sigmoid has that shape too, but its flat end
/// makes equals of classes whose margins differ.
/// </remarks>
/// <param name="Above">What a margin above the knee is multiplied by; finite, above 0.</param>
/// <param name="Below">What a margin below the knee is multiplied by; finite, above 0.</param>
/// <param name="Knee">Finite.</param>
internal readonly record struct Probabilities(float Above, float Below, float Knee)
{
    /// <summary>Whether the numbers are in their ranges.</summary>
    public bool IsValid => Above > 0 && float.IsFinite(Above) && Below > 0 && float.IsFinite(Below) && float.IsFinite(Knee);

    /// <summary>The logit of a margin.</summary>
    public float LogitOf(float margin) => (margin - Knee) * (margin > Knee ? Above : Below);

    /// <summary>Writes the logits in place of the margins.</summary>
    public void ToLogits(Span<float> margins)
    {
        foreach (ref var margin in margins)
            margin = LogitOf(margin);
    }
}
