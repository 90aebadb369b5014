namespace FunctionsMaaS.Data;

/// <summary>
/// Reads the <c>Date</c> of a message as Usenet wrote it: RFC 822 and 5322 (<c>Tue, 6 Apr 93 14:02:11 EDT</c>), RFC 850
/// (<c>Tuesday, 06-Apr-93 14:02:11 GMT</c>), ctime (<c>Tue Apr  6 14:02:11 EDT 1993</c>), and their relatives: without weekday, seconds or
/// time, with comments, with offsets or zone names. Thread-safe.
/// </summary>
public static class MessageDate
{
    /// <summary>The date of a message.</summary>
    /// <param name="text">The message, headers included.</param>
    /// <returns>The first <c>Date</c> field in UTC, or <see langword="null"/> if there is none that can be read.</returns>
    public static DateTimeOffset? Of(ReadOnlySpan<char> text) =>
        MessageHeaders.Of(text).TryGet("Date", out var value) && TryParse(value, out var date) ? date : null;

    /// <summary>Reads one date.</summary>
    /// <param name="value">The value of a <c>Date</c> field.</param>
    /// <param name="date">
    /// The date in UTC; midnight where there is no time. No zone, or one whose name is not known, is read as UTC (RFC 5322, 4.3); a year of two
    /// digits as 1950 to 2049, of three as after 1900; a leap second as the second before it. A weekday is not compared with the date.
    /// </param>
    /// <returns>Whether it has a day, a month by name and a year from 1900 that together exist, and nothing else that makes no sense.</returns>
    public static bool TryParse(ReadOnlySpan<char> value, out DateTimeOffset date)
    {
        var parser = new MessageDateParser(value);
        return parser.TryParse(out date);
    }
}
