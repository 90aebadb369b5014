namespace FunctionsMaaS.Data;

/// <summary>Walks the lines of a text, forwards and backwards; lines end with LF or CRLF.</summary>
internal static class TextLines
{
    /// <summary>The line that begins at <paramref name="start"/>, without its end, and where the next begins.</summary>
    public static Line Next(ReadOnlySpan<char> text, int start)
    {
        var length = text[start..].IndexOf('\n');
        return length < 0
            ? new(text[start..], text.Length)
            : new(text.Slice(start, length).TrimEnd('\r'), start + length + 1);
    }

    /// <summary>Where the line begins that ends before <paramref name="end"/>.</summary>
    public static int StartBefore(ReadOnlySpan<char> text, int end) => text[..end].LastIndexOf('\n') + 1;

    public readonly ref struct Line(ReadOnlySpan<char> content, int next)
    {
        public ReadOnlySpan<char> Content { get; } = content;

        public int Next { get; } = next;

        public void Deconstruct(out ReadOnlySpan<char> content, out int next)
        {
            content = Content;
            next = Next;
        }
    }
}
