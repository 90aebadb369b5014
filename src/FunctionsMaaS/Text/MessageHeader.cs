namespace FunctionsMaaS.Text;

/// <summary>Recognises the header block that mail and news messages begin with.</summary>
internal static class MessageHeader
{
    private const int MaxNameLength = 40;

    /// <summary>Whether <paramref name="text"/> begins with a header field that a second field, a continuation or an empty line follows.</summary>
    /// <remarks>One line with a colon is not enough: a question may begin with <c>Note: </c>.</remarks>
    public static bool Begins(ReadOnlySpan<char> text)
    {
        if (NameLength(text) == 0)
            return false;
        var end = text.IndexOf('\n');
        if (end < 0)
            return false;
        var next = text[(end + 1)..];
        return IsBlankLine(next) || IsContinuation(next) || NameLength(next) > 0;
    }

    /// <summary>The length of the field name that <paramref name="line"/> begins with, without its colon; 0 if there is none.</summary>
    public static int NameLength(ReadOnlySpan<char> line)
    {
        var length = 0;
        while (length < line.Length && length < MaxNameLength && (char.IsAsciiLetterOrDigit(line[length]) || line[length] is '-' or '.' or '_'))
            length++;
        return length > 0 && length < line.Length && line[length] == ':' && (length + 1 == line.Length || line[length + 1] is ' ' or '\t' or '\r' or '\n') ? length : 0;
    }

    /// <summary>Whether <paramref name="line"/> continues the field above it.</summary>
    public static bool IsContinuation(ReadOnlySpan<char> line) => line.Length > 0 && line[0] is ' ' or '\t';

    /// <summary>Whether <paramref name="line"/> is empty, which ends the block.</summary>
    public static bool IsBlankLine(ReadOnlySpan<char> line) => line.IsEmpty || line[0] == '\n' || line[0] == '\r';
}
