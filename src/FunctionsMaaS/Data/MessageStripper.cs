using System.Buffers;

namespace FunctionsMaaS.Data;

/// <summary>
/// Removes from a text what gives its author or thread away rather than its subject: headers, signature and quotes, each on its own.
/// Thread-safe; takes time linear in the length of the text, whatever it holds, and never makes it longer.
/// </summary>
/// <remarks>
/// <para>From a message - a text with a header block, see <see cref="MessageHeaders"/> - it removes exactly what scikit-learn's
/// <c>fetch_20newsgroups(remove=("headers", "footers", "quotes"))</c> does, white space apart, so that figures on stripped 20 Newsgroups can be compared:
/// the header block; all from the last empty line or line of hyphens on, if anything stands before it; lines that begin with
/// <c>&gt;</c>, <c>|</c>, <c>In article</c> or <c>Quoted from</c>, or contain <c>writes:</c>, <c>wrote:</c> and the like.</para>
/// <para>That would maim a text that is no message: its first and its last paragraph would go. From such a text it removes only what is
/// certain: a signature after a line of <c>--</c>, or a closing formula and the name below; lines that begin with <c>&gt;</c>, and the
/// line above them that says whom they quote.</para>
/// </remarks>
public static class MessageStripper
{
    /// <summary>Removes the chosen parts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">What to remove.</param>
    /// <returns>What is left, without white space at its end if anything was removed; <paramref name="text"/> itself if nothing was.</returns>
    public static string Strip(string text, MessageParts parts)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (parts == MessageParts.None)
            return text;
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = Strip(text, parts, buffer);
            return length == text.Length ? text : new string(buffer.AsSpan(0, length).TrimEnd());
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Removes the chosen parts without allocating; white space at the end may stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">What to remove.</param>
    /// <param name="kept">Takes what is left; at least as long as <paramref name="text"/>.</param>
    /// <returns>The length of what is left.</returns>
    internal static int Strip(ReadOnlySpan<char> text, MessageParts parts, Span<char> kept)
    {
        var headers = MessageHeaders.Of(text);
        var isMessage = !headers.IsEmpty;
        var start = (parts & MessageParts.Headers) != 0 ? 0 : headers.BodyStart;
        text[..start].CopyTo(kept);
        var body = headers.Body;
        if ((parts & MessageParts.Footers) != 0 && (isMessage ? Signature.InMessage(body) : Signature.InText(body)) is var end && end < body.Length)
            body = body[..end].TrimStart();
        if ((parts & MessageParts.Quotes) != 0)
            return start + Quotation.Remove(body, isMessage, kept[start..]);
        body.CopyTo(kept[start..]);
        return start + body.Length;
    }
}
