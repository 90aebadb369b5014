using Microsoft.ML;
using Microsoft.ML.Transforms.Text;

namespace FunctionsMaaS.Training;

/// <summary>The columns and the part of the pipeline that learns nothing: from text to tokens.</summary>
internal static class TextPipeline
{
    public const string Text = "Text", Features = "Features", Label = "Label";
    public const string Words = "Words", Compounds = "Compounds";

    /// <summary>Ends a word. ML.NET's tokenizer knows only the space unless told otherwise.</summary>
    private const string WordSeparators = " \t\r\n\f\v\u00a0\u2028\u2029\u3000!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¢£¤¥¦§¨©«¬®°±´¶·¸»¿×÷‐‑‒–—―‘’‚“”„†•…‹›€™、。「」";

    /// <summary>Within a compound: what holds addresses, host names, versions and file names together.</summary>
    private const string Joints = "@._-";

    /// <summary>Text, lower-cased and without diacritics, as words (<c>cs brown edu</c>) and once more as compounds (<c>cs.brown.edu</c>).</summary>
    public static IEstimator<ITransformer> Tokenizer(MLContext context) =>
        context.Transforms.Text.NormalizeText("Normalized", Text, TextNormalizingEstimator.CaseMode.Lower, keepDiacritics: false, keepPunctuations: true, keepNumbers: true)
            .Append(context.Transforms.Text.TokenizeIntoWords(Words, "Normalized", [.. WordSeparators]))
            .Append(context.Transforms.Text.TokenizeIntoWords(Compounds, "Normalized", [.. WordSeparators.Except(Joints)]));

    /// <summary>Whether a token of <see cref="Compounds"/> is more than the word it holds.</summary>
    public static bool IsCompound(ReadOnlySpan<char> token)
    {
        var joint = token.IndexOfAny(Joints);
        return joint >= 0 && token.ContainsAnyExcept(Joints) && !token.Trim(Joints).IsEmpty && token.Trim(Joints).ContainsAny(Joints);
    }
}
