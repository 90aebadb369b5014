using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Text;

internal sealed partial class NgramReader
{
    /// <summary>So many folded units of a word are cut into characters; the rest of a longer word counts through its own key only.</summary>
    private const int MaxCharactersRead = 32;

    // 0: not part of a word. 1: look closer. Else the folded character.
    private static readonly char[] AsciiFold = [.. Enumerable.Range(0, 128).Select(c =>
        char.IsAsciiLetterOrDigit((char)c) ? char.ToLowerInvariant((char)c) : c is '?' or '!' or '$' or '@' ? '\u0001' : '\0')];

    /// <summary>Reads the words of <c>text[from..to]</c>.</summary>
    private void ReadWords<TSink>(ReadOnlySpan<char> text, int from, int to, ulong tag, bool addresses, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        Span<char> buffer = stackalloc char[MaxCharactersRead + 2];
        var fold = AsciiFold.AsSpan();
        var previous = NgramHash.Edge;
        var (previousStart, previousEnd) = (from, from);
        var position = from;
        while (position < to)
        {
            var c = text[position];
            if (c < 128 && fold[c] == 0)
            {
                position++;
                continue;
            }
            if (c < 128 && fold[c] == 1)
            {
                if (c == '@')
                {
                    if (addresses)
                        ReadAddress(text, from, to, position, tag, ref sink);
                }
                else
                {
                    AddSymbol(c, tag, position, position + 1, ref sink);
                }
                position++;
                continue;
            }
            var start = position;
            ulong key;
            if (c < 128 || KindAt(text[position..to], out var units) == CharacterKind.Word)
            {
                key = ReadWord(text, to, ref position, tag, buffer, ref sink);
            }
            else if (!TryReadUnspaced(text, to, ref position, units, tag, out key, ref sink))
            {
                continue;
            }
            sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(key, tag)), start, position);
            if (_bigrams)
                sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Pair(previous, key), tag)), previous == NgramHash.Edge ? start : previousStart, position);
            (previous, previousStart, previousEnd) = (key, start, position);
        }
        if (_bigrams && previous != NgramHash.Edge)
            sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Pair(previous, NgramHash.Edge), tag)), previousStart, previousEnd);
    }

    /// <summary>Reads one word to its end and adds its parts.</summary>
    private ulong ReadWord<TSink>(ReadOnlySpan<char> text, int to, ref int position, ulong tag, scoped Span<char> buffer, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var fold = AsciiFold.AsSpan();
        var start = position;
        var state = NgramHash.Start;
        ulong prefix = 0;
        var (length, digits) = (0, 0);
        while (position < to)
        {
            var c = text[position];
            if (c < 128)
            {
                var folded = fold[c];
                if (folded <= 1)
                    break;
                state = NgramHash.Append(state, folded);
                if (length < MaxCharactersRead)
                    buffer[1 + length] = folded;
                if (++length == _prefix)
                    prefix = state;
                digits += folded <= '9' ? 1 : 0;
                position++;
            }
            else if (!AppendFolded(text[position..to], ref position, ref state, ref length, ref prefix, buffer))
            {
                break;
            }
        }
        if (_prefix > 0)
            AddPrefix(digits >= 3 && digits == length ? NumberKey(digits) : NgramHash.Tag(NgramHash.Mix(length > _prefix ? prefix : state), NgramTags.Prefix), tag, start, position, ref sink);
        if (_charactersTo > 0)
            AddCharacters(buffer, Math.Min(length, MaxCharactersRead), tag, start, position, ref sink);
        return NgramHash.Mix(state);
    }

    // Out of the loop above, so that words of ASCII letters stay in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AppendFolded(ReadOnlySpan<char> text, ref int position, ref ulong state, ref int length, ref ulong prefix, scoped Span<char> buffer)
    {
        var rune = CharacterFolding.Decode(text, out var units);
        if (CharacterFolding.KindOf(rune) != CharacterKind.Word)
            return false;
        Span<char> folded = stackalloc char[CharacterFolding.MaxFolded];
        foreach (var c in folded[..CharacterFolding.Fold(rune, folded)])
        {
            state = NgramHash.Append(state, c);
            if (length < MaxCharactersRead)
                buffer[1 + length] = c;
            if (++length == _prefix)
                prefix = state;
        }
        position += units;
        return true;
    }

    private static CharacterKind KindAt(ReadOnlySpan<char> text, out int units) => CharacterFolding.KindOf(CharacterFolding.Decode(text, out units));

    private static ulong NumberKey(int digits) => NgramHash.Mix(NgramTags.Number + (ulong)Math.Min(digits, 20));

    private static void AddPrefix<TSink>(ulong key, ulong tag, int start, int end, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct =>
        sink.Add(NgramHash.In(NgramBlock.Subwords, NgramHash.Tag(key, tag)), start, end);
}
