using FunctionsMaaS.Training;

namespace FunctionsMaaS.Serving;

/// <summary>A text to classify.</summary>
/// <param name="Text">The text.</param>
public readonly record struct TextInput(string Text);

/// <summary>The calibrated probabilities of one text, in the order of the labels of the model that was rented.</summary>
public sealed class TextPrediction
{
    /// <summary>Makes room for <paramref name="labels"/> classes.</summary>
    public TextPrediction(int labels) => Probabilities = new float[labels];

    /// <summary>One probability a class, in [0, 1], together 1; overwritten by the next prediction that reuses this object.</summary>
    public float[] Probabilities { get; }

    /// <summary>What the text was like; <see langword="null"/> if the model cannot say.</summary>
    internal TextMeasures? Measures { get; set; }
}
