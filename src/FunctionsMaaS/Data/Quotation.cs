using System.Buffers;

namespace FunctionsMaaS.Data;

/// <summary>Removes quoted lines, and the lines that say whom they quote.</summary>
internal static class Quotation
{
    private static readonly SearchValues<string> Attributions =
        SearchValues.Create(["writes in", "writes:", "wrote:", "says:", "said:"], StringComparison.Ordinal);

    /// <summary>Copies the lines that are not quoted.</summary>
    /// <param name="body">The body of a message, or a text that is not known to be one.</param>
    /// <param name="isMessage">Whether it is a message; then the rule is that of scikit-learn's <c>strip_newsgroup_quoting</c>.</param>
    /// <param name="kept">Receives the rest; at least as long as <paramref name="body"/>.</param>
    /// <returns>How much was kept.</returns>
    public static int Remove(ReadOnlySpan<char> body, bool isMessage, Span<char> kept)
    {
        var length = 0;
        for (var position = 0; position < body.Length;)
        {
            var (line, next) = TextLines.Next(body, position);
            if (!(isMessage ? IsQuotedInMessage(line) : IsQuotedInText(line, body[next..])))
            {
                body[position..next].CopyTo(kept[length..]);
                length += next - position;
            }
            position = next;
        }
        return length;
    }

    private static bool IsQuotedInMessage(ReadOnlySpan<char> line) => line is ['>' or '|', ..] || IsAttribution(line);

    // "He said:" is only whom a text quotes if a quote follows. Empty lines are looked past, so no line is looked at more than twice.
    private static bool IsQuotedInText(ReadOnlySpan<char> line, ReadOnlySpan<char> rest) =>
        line.TrimStart() is ['>', ..] || IsAttribution(line) && rest.TrimStart() is ['>', ..];

    private static bool IsAttribution(ReadOnlySpan<char> line) =>
        line.StartsWith("In article", StringComparison.Ordinal) || line.StartsWith("Quoted from", StringComparison.Ordinal) || line.ContainsAny(Attributions);
}
