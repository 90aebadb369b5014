using FunctionsMaaS.Data;

namespace FunctionsMaaS.Text;

/// <summary>
/// Reads the n-grams of a text, each with its span in the original. Immutable and thread-safe; allocates nothing; time and memory are linear in
/// the text, whatever it contains, since a word adds at most a constant number of n-grams of bounded length.
/// </summary>
/// <param name="settings">Which n-grams to read.</param>
internal sealed partial class NgramReader(NgramSettings settings)
{
    private readonly bool _bigrams = settings.Bigrams;
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
        if (Settings.Headers && MessageHeaders.Of(text) is { IsEmpty: false } headers)
        {
            foreach (var field in headers)
                ReadField(text, field, ref sink);
            body = headers.BodyStart;
        }
        ReadWords(text, body, text.Length, tag: 0, addresses: true, ref sink);
    }

    private void ReadField<TSink>(ReadOnlySpan<char> text, MessageHeader field, ref TSink sink)
        where TSink : struct, INgramSink, allows ref struct
    {
        if (field.Value.IsEmpty || !text.Overlaps(field.Value, out var start))
            return;
        var end = start + field.Value.Length;
        ReadWords(text, start, end, NgramHash.Mix(AsciiFolded(field.Name)), addresses: true, ref sink);
        // A subject is both a field and the first line of what is said.
        if (field.Name.Equals("Subject", StringComparison.OrdinalIgnoreCase))
            ReadWords(text, start, end, tag: 0, addresses: false, ref sink);
    }

    private static ulong AsciiFolded(ReadOnlySpan<char> text)
    {
        var state = NgramHash.Start;
        foreach (var c in text)
            state = NgramHash.Append(state, char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c);
        return state;
    }
}
