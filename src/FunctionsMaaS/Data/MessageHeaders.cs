namespace FunctionsMaaS.Data;

/// <summary>
/// The header block of a message (RFC 1036, RFC 5322), seen in place: nothing is copied. Enumerate it for its fields. Plain text has no
/// header block, and then there are no fields and the body is the whole text.
/// </summary>
/// <remarks>
/// A header block begins the text, or follows empty lines, an mbox <c>From </c> line or the rest of a Path; each of its lines is <c>Name: value</c> or, beginning
/// with white space, continues the line before; it names From or Subject, as every message must; and an empty line ends it. A text that ends
/// without an empty line is a header block only if it names both. So <c>Note: see below</c> is text.
/// </remarks>
public readonly ref struct MessageHeaders
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _start;
    private readonly int _end;

    private MessageHeaders(ReadOnlySpan<char> text, int start, int end, int bodyStart)
    {
        _text = text;
        _start = start;
        _end = end;
        BodyStart = bodyStart;
    }

    /// <summary>Whether the text has no header block.</summary>
    public bool IsEmpty => _end == _start;

    /// <summary>Where the body begins in the text: after the empty line; 0 where there is no header block.</summary>
    public int BodyStart { get; }

    /// <summary>The text after the header block and its empty line.</summary>
    public ReadOnlySpan<char> Body => _text[BodyStart..];

    /// <summary>Finds the header block of a text, in time linear in the length of the block.</summary>
    public static MessageHeaders Of(ReadOnlySpan<char> text)
    {
        var start = SkipPreamble(text);
        var (position, hasFrom, hasSubject) = (start, false, false);
        while (position < text.Length)
        {
            var (line, next) = TextLines.Next(text, position);
            if (line.IsEmpty)
                return position > start && (hasFrom || hasSubject) ? new(text, start, position, next) : new(text, 0, 0, 0);
            if (!(line[0] is ' ' or '\t' && position > start))
            {
                if (NameLength(line) is not (> 0 and var length))
                    return new(text, 0, 0, 0);
                hasFrom |= line[..length].Equals("From", StringComparison.OrdinalIgnoreCase);
                hasSubject |= line[..length].Equals("Subject", StringComparison.OrdinalIgnoreCase);
            }
            position = next;
        }
        return hasFrom && hasSubject ? new(text, start, text.Length, text.Length) : new(text, 0, 0, 0);
    }

    /// <summary>Finds the first field of a name.</summary>
    /// <param name="name">The name without its colon, in any case.</param>
    /// <param name="value">The value, see <see cref="MessageHeader.Value"/>; empty if there is no such field.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        foreach (var field in this)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = field.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>Enumerates the fields in their order.</summary>
    public Enumerator GetEnumerator() => new(_text[_start.._end]);

    private static int SkipPreamble(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && text[start] is '\n' or '\r')
            start++;
        var (line, next) = TextLines.Next(text, start);
        return line.StartsWith("From ", StringComparison.Ordinal) || IsRestOfPath(line) ? next : start;
    }

    // " host!host!user": in 20 Newsgroups the Path field was cut away, but not where it was folded.
    private static bool IsRestOfPath(ReadOnlySpan<char> line) =>
        line is [' ' or '\t', ..] && line.Contains('!') && !line.Trim().ContainsAny(' ', '\t');

    // A field name is printable ASCII but the colon (RFC 5322, 3.6.8).
    private static int NameLength(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0)
            return 0;
        // Not ContainsAnyExceptInRange: until it is compiled anew, its precompiled form boxes vectors, and this runs once a line of every text classified.
        foreach (var c in line[..colon])
        {
            if (c is < '!' or > '~')
                return 0;
        }
        return colon;
    }

    /// <summary>Walks the fields of a header block.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<char> _rest;

        internal Enumerator(ReadOnlySpan<char> block) => _rest = block;

        /// <summary>The field it stands on.</summary>
        public MessageHeader Current { get; private set; }

        /// <summary>Goes to the next field.</summary>
        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            var end = TextLines.Next(_rest, 0).Next;
            while (end < _rest.Length && _rest[end] is ' ' or '\t')
                end = TextLines.Next(_rest, end).Next;
            var field = _rest[..end];
            var colon = field.IndexOf(':');
            Current = new(field[..colon], field[(colon + 1)..].Trim());
            _rest = _rest[end..];
            return true;
        }
    }
}

/// <summary>One field of a header block.</summary>
public readonly ref struct MessageHeader
{
    internal MessageHeader(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name without its colon, in the case it was written in.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The value without white space around it; one that was folded still has its line ends inside.</summary>
    public ReadOnlySpan<char> Value { get; }
}
