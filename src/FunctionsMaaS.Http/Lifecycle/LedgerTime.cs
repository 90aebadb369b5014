using System.Globalization;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>A time as one asks for it: ISO 8601, as in JSON; without an offset, UTC.</summary>
internal static class LedgerTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Reads a time that stands in an address.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static DateTimeOffset InAddress(string name, string text) => TryParse(text, out var time)
        ? time
        : throw new ProblemException(ProblemKind.InvalidRequest, $"{Fault(name, text)} In an address, the '+' of an offset is %2B.");

    /// <summary>What to say of a text that is none.</summary>
    public static string Fault(string name, string text) => $"'{name}' is '{Printable.Quote(text)}' but must be a time such as 2026-01-31T23:59:00Z.";
}
