using Microsoft.ML;
using Microsoft.ML.Transforms.Text;

namespace FunctionsMaaS.Training;

/// <summary>The columns and the part of the pipeline that learns nothing: from text to tokens.</summary>
internal static class TextPipeline
{
    public const string Text = "Text", Features = "Features", Label = "Label";
    public const string Words = "Words", Compounds = "Compounds";

    /// <summary>Ends a token. ML.NET's tokenizer knows only the space unless told otherwise, and tries them one by one: each costs time for every character.</summary>
    private const string Separators = " \n\r\t\f\v\u00a0!\"#$%&'()*+,/:;<=>?[\\]^`{|}~¡¿«»“”‘’…–—•";

    /// <summary>Ends a word, but not a compound: what holds addresses, host names, versions and file names together.</summary>
    private const string Joints = "@._-";

    /// <summary>Text, lower-cased and without diacritics, as compounds (<c>cs.brown.edu</c>) and, these taken apart, as words (<c>cs brown edu</c>).</summary>
    public static IEstimator<ITransformer> Tokenizer(MLContext context) =>
        context.Transforms.Text.NormalizeText("Normalized", Text, TextNormalizingEstimator.CaseMode.Lower, keepDiacritics: false, keepPunctuations: true, keepNumbers: true)
            .Append(context.Transforms.Text.TokenizeIntoWords(Compounds, "Normalized", [.. Separators]))
            .Append(context.Transforms.Text.TokenizeIntoWords(Words, Compounds, [.. Joints]));

    /// <summary>Whether a token of <see cref="Compounds"/> is more than the word it holds.</summary>
    public static bool IsCompound(ReadOnlySpan<char> token) => token.Trim(Joints).ContainsAny(Joints);
}
