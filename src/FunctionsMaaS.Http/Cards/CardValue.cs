using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FunctionsMaaS.Http.Cards;

/// <summary>Values from anywhere as they may stand in a card: text alone, that can neither become markup nor turn the order of what follows.</summary>
internal static class CardValue
{
    private static readonly SearchValues<char> MarkdownSigns = SearchValues.Create(@"\`*_[]<>|~&#$!");

    // Letters of every script stand as they are; what HTML gives a meaning does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Html(string value) => Encoder.Encode(OneLine(value));

    /// <summary>Escapes what Markdown gives a meaning within a line (CommonMark 0.31, 2.4), and the entities of HTML, which it also reads.</summary>
    public static string Markdown(string value)
    {
        var line = OneLine(value);
        var escaped = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            // A colon begins an address only before a slash.
            if (MarkdownSigns.Contains(line[i]) || (line[i] == ':' && i + 1 < line.Length && line[i + 1] == '/'))
                escaped.Append('\\');
            escaped.Append(line[i]);
        }
        return escaped.ToString();
    }

    /// <summary>Controls, line ends and marks that turn the direction of text become a replacement character.</summary>
    private static string OneLine(string value)
    {
        var line = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            var isHarmful = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;
            line.Append(isHarmful ? Rune.ReplacementChar : rune);
        }
        return line.ToString();
    }
}
