namespace FunctionsMaaS.Data;

/// <summary>Finds the signature at the end of a text.</summary>
internal static class Signature
{
    // Four lines are netiquette, twenty are what people write.
    private const int MaxLines = 20;
    private const int MaxClosingLines = 5;
    private const int MaxClosingWidth = 50;

    private static readonly HashSet<string> Closings = new(StringComparer.OrdinalIgnoreCase)
    {
        "regards", "best regards", "kind regards", "warm regards", "with kind regards", "with best regards", "many regards",
        "best", "best wishes", "all the best", "sincerely", "yours", "yours sincerely", "yours truly", "sincerely yours", "yours faithfully",
        "thanks", "many thanks", "thanks a lot", "thank you", "thanks in advance", "thanks and regards", "thank you in advance",
        "cheers", "greetings", "ciao", "bye",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ClosingLookup = Closings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Where the signature of a message begins, by the rule of scikit-learn's <c>strip_newsgroup_footer</c>: at the last empty line or line
    /// of hyphens, if any text stands before it.
    /// </summary>
    /// <returns>The start of a line, or the length of the body if there is no signature.</returns>
    public static int InMessage(ReadOnlySpan<char> body)
    {
        var contentStart = body.Length - body.TrimStart().Length;
        for (var lineEnd = body.TrimEnd().Length; TextLines.StartBefore(body, lineEnd) is var lineStart && lineStart > contentStart; lineEnd = lineStart - 1)
        {
            if (body[lineStart..lineEnd].Trim().Trim('-').IsEmpty)
                return lineStart;
        }
        return body.Length;
    }

    /// <summary>
    /// Where the signature of a text begins that is not known to be a message: the highest line among the last that is <c>--</c>
    /// (RFC 3676, 4.3), or a closing formula with a short name below it, if any text stands before it.
    /// </summary>
    /// <returns>The start of a line, or the length of the text if there is no signature.</returns>
    public static int InText(ReadOnlySpan<char> text)
    {
        var contentStart = text.Length - text.TrimStart().Length;
        var (found, lines, onlyShort) = (text.Length, 0, true);
        for (var lineEnd = text.TrimEnd().Length; lines < MaxLines; lineEnd = TextLines.StartBefore(text, lineEnd) - 1)
        {
            var lineStart = TextLines.StartBefore(text, lineEnd);
            var line = text[lineStart..lineEnd].TrimEnd();
            if (lineStart <= contentStart)
                break;
            if (line is "--" || onlyShort && lines is >= 1 and <= MaxClosingLines && IsClosing(line))
                found = lineStart;
            onlyShort &= line.Length <= MaxClosingWidth;
            lines += line.IsEmpty ? 0 : 1;
        }
        return found;
    }

    private static bool IsClosing(ReadOnlySpan<char> line) => line.Length <= MaxClosingWidth && ClosingLookup.Contains(line.Trim(" \t,.!-~"));
}
