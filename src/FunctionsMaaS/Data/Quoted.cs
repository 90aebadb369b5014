using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Data;

/// <summary>Values as they may stand in a message: on one line, with controls and other invisible characters escaped, of bounded length.</summary>
internal static class Quoted
{
    private const int MaxValue = 64;
    private const int MaxPath = 200;

    /// <summary>A label, column or other value in quotes; of a long one, the beginning.</summary>
    public static string Value(string value) =>
        $"'{(value.Length > MaxValue ? Escape(value.AsSpan(0, MaxValue)) + "…" : Escape(value))}'";

    /// <summary>A path in quotes; of a long one, the end, where it says which.</summary>
    public static string Path(string path) =>
        $"'{(path.Length > MaxPath ? "…" + Escape(path.AsSpan(path.Length - MaxPath)) : Escape(path))}'";

    private static string Escape(ReadOnlySpan<char> value)
    {
        var shown = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (IsVisible(rune) || rune.Value == ' ')
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
        return shown.ToString();
    }

    /// <summary>Whether a reader sees it: no white space, control, format or unassigned character.</summary>
    public static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) &&
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
