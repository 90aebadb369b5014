namespace FunctionsMaaS.Text;

internal sealed partial class NgramReader
{
    private const int MaxLocalPart = 64;
    private const int MaxDomain = 128;
    private const int MaxDomains = 5;

    /// <summary>Reads a letter of a script without spaces, with the marks after it, or a symbol. Returns whether it counts as a word.</summary>
    private static bool TryReadUnspaced<TSink>(ReadOnlySpan<char> text, int start, out int end, int units, ulong tag, out ulong key, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var rune = CharacterFolding.Decode(text[start..], out _);
        var kind = CharacterFolding.KindOf(rune);
        end = start + units;
        key = 0;
        if (kind == CharacterKind.Separator)
            return false;
        Span<char> folded = stackalloc char[CharacterFolding.MaxFolded];
        var state = NgramHash.Append(NgramHash.Start, folded[..CharacterFolding.Fold(rune, folded)]);
        while (kind == CharacterKind.Unspaced && end < text.Length)
        {
            var mark = CharacterFolding.Decode(text[end..], out units);
            if (!CharacterFolding.IsMark(mark))
                break;
            state = NgramHash.Append(state, folded[..CharacterFolding.Fold(mark, folded)]);
            end += units;
        }
        key = NgramHash.Mix(state);
        if (kind == CharacterKind.Unspaced)
            return true;
        sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Tag(key, NgramTags.Symbol), tag)), start, end);
        return false;
    }

    private static void AddSymbol<TSink>(char symbol, ulong tag, int start, int end, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct =>
        sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Tag(NgramHash.Mix(NgramHash.Append(NgramHash.Start, symbol)), NgramTags.Symbol), tag)), start, end);

    /// <summary>Adds the characters of a word between two spaces, as <c>char_wb</c> of scikit-learn does: a word shorter than n gives itself once.</summary>
    private void AddCharacters<TSink>(scoped Span<char> buffer, int length, ulong tag, int start, int end, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        buffer[0] = ' ';
        buffer[length + 1] = ' ';
        var word = buffer[..(length + 2)];
        for (var n = _charactersFrom; n <= _charactersTo; n++)
        {
            var size = Math.Min(n, word.Length);
            for (var i = 0; i + size <= word.Length; i++)
            {
                var key = NgramHash.Mix(NgramHash.Append(NgramHash.Start + (ulong)n, word.Slice(i, size)));
                sink.Add(NgramHash.In(NgramBlock.Subwords, NgramHash.Tag(NgramHash.Tag(key, NgramTags.Characters), tag)), start, end);
            }
            if (size < n)
                break;
        }
    }

    /// <summary>Adds the e-mail address around the at sign, its domain, and what is left of the domain after each dot.</summary>
    private static void ReadAddress<TSink>(ReadOnlySpan<char> text, int from, int to, int at, ulong tag, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var (start, end) = (at, at + 1);
        while (start > from && at - start < MaxLocalPart && IsAddressCharacter(text[start - 1]))
            start--;
        while (end < to && end - at <= MaxDomain && IsAddressCharacter(text[end]))
            end++;
        while (end > at + 1 && !char.IsAsciiLetterOrDigit(text[end - 1]))
            end--;
        if (start == at || end == at + 1)
            return;
        sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Tag(NgramHash.Mix(AsciiFolded(text[start..end])), NgramTags.Address), tag)), start, end);
        var domain = at + 1;
        for (var i = 0; i < MaxDomains && domain < end; i++)
        {
            sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Tag(NgramHash.Mix(AsciiFolded(text[domain..end])), NgramTags.Domain), tag)), domain, end);
            var dot = text[domain..end].IndexOf('.');
            if (dot < 0)
                break;
            domain += dot + 1;
        }
    }

    private static bool IsAddressCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '%' or '=';
}
