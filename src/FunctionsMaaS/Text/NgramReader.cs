namespace FunctionsMaaS.Text;

/// <summary>
/// Reads the n-grams of a text, each with its span in the original. Immutable and thread-safe; allocates nothing; time and memory are linear in
/// the text, whatever it contains, since a word adds at most a constant number of n-grams of bounded length.
/// </summary>
/// <param name="settings">Which n-grams to read.</param>
internal sealed partial class NgramReader(NgramSettings settings)
{
    private readonly bool _bigrams = settings.Bigrams;
    private readonly bool _headers = settings.Headers;
    private readonly int _prefix = settings.Prefix;
    private readonly int _charactersFrom = settings.CharactersFrom;
    private readonly int _charactersTo = settings.CharactersTo;

    /// <summary>Which n-grams are read.</summary>
    public NgramSettings Settings { get; } = settings;

    /// <summary>Gives every n-gram of <paramref name="text"/> to <paramref name="sink"/>.</summary>
    public void Read<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var body = 0;
        if (_headers && MessageHeader.Begins(text))
            body = ReadHeader(text, ref sink);
        ReadWords(text, body, text.Length, tag: 0, addresses: true, ref sink);
    }

    /// <summary>Reads the header block and returns where the body begins.</summary>
    private int ReadHeader<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        var position = 0;
        ulong tag = 0;
        var subject = false;
        while (position < text.Length)
        {
            var length = text[position..].IndexOf('\n');
            var end = length < 0 ? text.Length : position + length;
            var line = text[position..end];
            if (MessageHeader.IsBlankLine(line))
                return Math.Min(text.Length, end + 1);
            var value = position;
            if (!MessageHeader.IsContinuation(line))
            {
                var name = MessageHeader.NameLength(line);
                if (name == 0)
                    return position;
                tag = NgramHash.Mix(AsciiFolded(line[..name]));
                subject = line[..name].Equals("subject", StringComparison.OrdinalIgnoreCase);
                value += name + 1;
            }
            ReadWords(text, value, end, tag, addresses: true, ref sink);
            // A subject is both a field and the first line of what is said.
            if (subject)
                ReadWords(text, value, end, tag: 0, addresses: false, ref sink);
            position = Math.Min(text.Length, end + 1);
        }
        return position;
    }

    private static ulong AsciiFolded(ReadOnlySpan<char> text)
    {
        var state = NgramHash.Start;
        foreach (var c in text)
            state = NgramHash.Append(state, char.ToLowerInvariant(c));
        return state;
    }
}
