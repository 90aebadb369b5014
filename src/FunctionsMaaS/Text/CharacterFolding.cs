using System.Buffers;
using System.Globalization;
using System.Text;

namespace FunctionsMaaS.Text;

/// <summary>Classes and case folding of characters. Part of the file format.</summary>
internal static class CharacterFolding
{
    /// <summary>The most UTF-16 units that <see cref="Fold"/> writes for one character.</summary>
    public const int MaxFolded = 6;

    // Scripts written without spaces between words, as inclusive ranges: Thai and Lao, Myanmar, Khmer, kana, Han, compatibility Han, half-width kana, Han of the supplementary planes.
    private static readonly (int From, int To)[] UnspacedScripts =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
    ];

    /// <summary>The kind of a code point.</summary>
    public static CharacterKind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
            => IsUnspaced(rune.Value) ? CharacterKind.Unspaced : CharacterKind.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterKind.Word,
        UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => CharacterKind.Symbol,
        _ => rune.Value is '?' or '!' ? CharacterKind.Symbol : CharacterKind.Separator,
    };

    /// <summary>Whether a code point attaches to the character before it.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Reads the code point at the beginning of <paramref name="text"/>; a lone surrogate reads as U+FFFD of one unit.</summary>
    public static Rune Decode(ReadOnlySpan<char> text, out int units) =>
        Rune.DecodeFromUtf16(text, out var rune, out units) is OperationStatus.Done ? rune : Rune.ReplacementChar;

    /// <summary>Writes the folded form: simple lower case of simple upper case, full-width ASCII narrowed, canonically decomposed.</summary>
    /// <param name="rune">A code point.</param>
    /// <param name="folded">At least <see cref="MaxFolded"/> units.</param>
    /// <returns>How many units were written.</returns>
    public static int Fold(Rune rune, Span<char> folded)
    {
        // By way of upper case, so that the final sigma meets its usual form.
        rune = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
        if (rune.Value is >= 0xFF01 and <= 0xFF5E)
            rune = new Rune(char.ToLowerInvariant((char)(rune.Value - 0xFEE0)));
        if (!rune.IsBmp)
            return rune.EncodeToUtf16(folded);
        Span<char> marks = stackalloc char[MaxFolded];
        var (letter, count) = ((char)rune.Value, 0);
        while (count < MaxFolded - 1 && CanonicalDecomposition.TrySplit(letter, out letter, out var mark))
            marks[count++] = mark;
        folded[0] = letter;
        for (var i = 0; i < count; i++)
            folded[1 + i] = marks[count - 1 - i];
        return 1 + count;
    }

    private static bool IsUnspaced(int value)
    {
        if (value < UnspacedScripts[0].From)
            return false;
        foreach (var (from, to) in UnspacedScripts)
        {
            if (value >= from && value <= to)
                return true;
        }
        return false;
    }
}
