using System.Runtime.CompilerServices;

namespace FunctionsMaaS.Text;

internal sealed partial class NgramReader
{
    /// <summary>So many folded units of a word are cut into characters; the rest of a longer word counts through its own key only.</summary>
    private const int MaxCharactersRead = 32;

    private const byte NoWord = 0;
    private const byte LookCloser = 1;

    /// <summary>The folded form of each ASCII character that is part of words; else one of the two above. Constant data, so that no bound is checked.</summary>
    private static ReadOnlySpan<byte> AsciiFold =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        (byte)'0', (byte)'1', (byte)'2', (byte)'3', (byte)'4', (byte)'5', (byte)'6', (byte)'7', (byte)'8', (byte)'9', 0, 0, 0, 0, 0, 1,
        1, (byte)'a', (byte)'b', (byte)'c', (byte)'d', (byte)'e', (byte)'f', (byte)'g', (byte)'h', (byte)'i', (byte)'j', (byte)'k', (byte)'l', (byte)'m', (byte)'n', (byte)'o',
        (byte)'p', (byte)'q', (byte)'r', (byte)'s', (byte)'t', (byte)'u', (byte)'v', (byte)'w', (byte)'x', (byte)'y', (byte)'z', 0, 0, 0, 0, 0,
        0, (byte)'a', (byte)'b', (byte)'c', (byte)'d', (byte)'e', (byte)'f', (byte)'g', (byte)'h', (byte)'i', (byte)'j', (byte)'k', (byte)'l', (byte)'m', (byte)'n', (byte)'o',
        (byte)'p', (byte)'q', (byte)'r', (byte)'s', (byte)'t', (byte)'u', (byte)'v', (byte)'w', (byte)'x', (byte)'y', (byte)'z', 0, 0, 0, 0, 0,
    ];

    /// <summary>Reads the words of <c>text[from..to]</c>.</summary>
    private void ReadWords<TSink>(ReadOnlySpan<char> text, int from, int to, ulong tag, bool addresses, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        text = text[..to];
        Span<char> buffer = stackalloc char[MaxCharactersRead + 2];
        var previous = NgramHash.Edge;
        var (previousStart, previousEnd) = (from, from);
        var position = from;
        while (position < text.Length)
        {
            int c = text[position];
            var folded = c < AsciiFold.Length ? AsciiFold[c] : LookCloser;
            if (folded == NoWord)
            {
                position++;
                continue;
            }
            var start = position;
            int end;
            ulong key;
            var isWord = true;
            if (folded != LookCloser)
                key = ReadWord(text, start, out end, tag, buffer, ref sink);
            else
                isWord = TryReadOther(text, from, start, out end, tag, addresses, buffer, out key, ref sink);
            position = end;
            if (!isWord)
                continue;
            sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(key, tag)), start, position);
            if (_bigrams)
                sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Pair(previous, key), tag)), previous == NgramHash.Edge ? start : previousStart, position);
            (previous, previousStart, previousEnd) = (key, start, position);
        }
        if (_bigrams && previous != NgramHash.Edge)
            sink.Add(NgramHash.In(NgramBlock.Words, NgramHash.Tag(NgramHash.Pair(previous, NgramHash.Edge), tag)), previousStart, previousEnd);
    }

    /// <summary>Reads what does not begin with an ASCII letter or digit. Returns whether it counts as a word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadOther<TSink>(
        ReadOnlySpan<char> text, int from, int start, out int end, ulong tag, bool addresses, scoped Span<char> buffer, out ulong key, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        (key, end) = (0, start + 1);
        if (text[start] == '@')
        {
            if (addresses)
                ReadAddress(text, from, text.Length, start, tag, ref sink);
            return false;
        }
        if (text[start] < AsciiFold.Length)
        {
            AddSymbol(text[start], tag, start, end, ref sink);
            return false;
        }
        if (KindAt(text[start..], out var units) != CharacterKind.Word)
            return TryReadUnspaced(text, start, out end, units, tag, out key, ref sink);
        key = ReadWord(text, start, out end, tag, buffer, ref sink);
        return true;
    }

    /// <summary>Reads one word to its end and adds its parts.</summary>
    private ulong ReadWord<TSink>(ReadOnlySpan<char> text, int start, out int end, ulong tag, scoped Span<char> buffer, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var characters = _charactersTo > 0 ? buffer.Slice(1, MaxCharactersRead) : default;
        var word = new FoldedWord { State = NgramHash.Start };
        end = start;
        do
        {
            end += AppendAscii(text[end..], ref word, characters);
        }
        while (end < text.Length && text[end] >= AsciiFold.Length && TryAppendOther(text[end..], ref end, ref word, characters));

        if (_prefix > 0)
        {
            var isNumber = word.Digits >= 3 && word.Digits == word.Length;
            var prefix = NgramHash.Mix(word.Length > _prefix ? word.Prefix : word.State);
            AddPrefix(isNumber ? NumberKey(word.Digits) : NgramHash.Tag(prefix, NgramTags.Prefix), tag, start, end, ref sink);
        }
        if (_charactersTo > 0)
            AddCharacters(buffer, Math.Min(word.Length, MaxCharactersRead), tag, start, end, ref sink);
        return NgramHash.Mix(word.State);
    }

    /// <summary>Appends the ASCII letters and digits that <paramref name="text"/> begins with.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int AppendAscii(ReadOnlySpan<char> text, ref FoldedWord word, scoped Span<char> characters)
    {
        // Locals, which stay in registers; what a reference was taken of goes through memory at every step.
        var (state, prefix, length, digits) = (word.State, word.Prefix, word.Length, word.Digits);
        var i = 0;
        for (; i < text.Length; i++)
        {
            int c = text[i];
            if (c >= AsciiFold.Length)
                break;
            var folded = (char)AsciiFold[c];
            if (folded <= LookCloser)
                break;
            state = NgramHash.Append(state, folded);
            if (length < characters.Length)
                characters[length] = folded;
            if (++length == _prefix)
                prefix = state;
            digits += folded <= '9' ? 1 : 0;
        }
        word = new() { State = state, Prefix = prefix, Length = length, Digits = digits };
        return i;
    }

    /// <summary>Appends a character beyond ASCII, if it is part of a word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAppendOther(ReadOnlySpan<char> text, ref int position, ref FoldedWord word, scoped Span<char> characters)
    {
        var rune = CharacterFolding.Decode(text, out var units);
        if (CharacterFolding.KindOf(rune) != CharacterKind.Word)
            return false;
        Span<char> folded = stackalloc char[CharacterFolding.MaxFolded];
        foreach (var c in folded[..CharacterFolding.Fold(rune, folded)])
        {
            word.State = NgramHash.Append(word.State, c);
            if (word.Length < characters.Length)
                characters[word.Length] = c;
            if (++word.Length == _prefix)
                word.Prefix = word.State;
        }
        position += units;
        return true;
    }

    private static CharacterKind KindAt(ReadOnlySpan<char> text, out int units) => CharacterFolding.KindOf(CharacterFolding.Decode(text, out units));

    private static ulong NumberKey(int digits) => NgramHash.Mix(NgramTags.Number + (ulong)Math.Min(digits, 20));

    private static void AddPrefix<TSink>(ulong key, ulong tag, int start, int end, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct =>
        sink.Add(NgramHash.In(NgramBlock.Subwords, NgramHash.Tag(key, tag)), start, end);

    /// <summary>A word as far as it was read: its hash, its hash at the length of a prefix, its folded units, and how many of them are ASCII digits.</summary>
    private struct FoldedWord
    {
        public ulong State;
        public ulong Prefix;
        public int Length;
        public int Digits;
    }
}
