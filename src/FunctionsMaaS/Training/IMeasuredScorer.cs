namespace FunctionsMaaS.Training;

/// <summary>A scorer that can say what it met in the text it scored last.</summary>
internal interface IMeasuredScorer : ITextScorer
{
    /// <summary>What the last text was like.</summary>
    TextMeasures LastText { get; }
}

/// <summary>What one text was like for a model; says nothing of its words.</summary>
/// <param name="Featurizing">How long reading its n-grams took.</param>
/// <param name="Ngrams">Occurrences of n-grams.</param>
/// <param name="Unknown">Those of them that the model has no row for.</param>
internal readonly record struct TextMeasures(TimeSpan Featurizing, int Ngrams, int Unknown)
{
    /// <summary>The out-of-vocabulary rate, 0 to 1; <see langword="null"/> for a text without n-grams.</summary>
    public double? UnknownShare => Ngrams == 0 ? null : (double)Unknown / Ngrams;
}
