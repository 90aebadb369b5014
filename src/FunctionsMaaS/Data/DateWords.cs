using System.Collections.Frozen;

namespace FunctionsMaaS.Data;

/// <summary>The words of a date, in any case.</summary>
internal static class DateWords
{
    private const int ShortestName = 3;

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    // Minutes east of UTC: RFC 822, 5.1, and the names that other countries' news software wrote. Names that stand for several zones
    // are left out, but for BST and the American ones. Of the military letters, which RFC 822 had the wrong way round, only Z counts.
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Zones = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["WET"] = 0,
        ["EST"] = -300,
        ["EDT"] = -240,
        ["CST"] = -360,
        ["CDT"] = -300,
        ["MST"] = -420,
        ["MDT"] = -360,
        ["PST"] = -480,
        ["PDT"] = -420,
        ["NST"] = -210,
        ["NDT"] = -150,
        ["AST"] = -240,
        ["ADT"] = -180,
        ["AKST"] = -540,
        ["AKDT"] = -480,
        ["HST"] = -600,
        ["BST"] = 60,
        ["WEST"] = 60,
        ["CET"] = 60,
        ["MET"] = 60,
        ["MEZ"] = 60,
        ["CEST"] = 120,
        ["MEST"] = 120,
        ["MESZ"] = 120,
        ["EET"] = 120,
        ["EEST"] = 180,
        ["MSK"] = 180,
        ["JST"] = 540,
        ["KST"] = 540,
        ["AWST"] = 480,
        ["ACST"] = 570,
        ["AEST"] = 600,
        ["AEDT"] = 660,
        ["NZST"] = 720,
        ["NZDT"] = 780,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>1 to 12 for a month's name or its beginning, three letters at least; otherwise 0.</summary>
    public static int Month(ReadOnlySpan<char> word) => Find(Months, word) + 1;

    public static bool IsWeekday(ReadOnlySpan<char> word) => Find(Weekdays, word) >= 0;

    /// <summary>Whether it ends an ordinal number, as in <c>April 6th</c>.</summary>
    public static bool IsOrdinal(ReadOnlySpan<char> word) => word is "st" or "nd" or "rd" or "th";

    /// <summary>0 for <c>am</c>, 1 for <c>pm</c>.</summary>
    public static int? Hours12(ReadOnlySpan<char> word) =>
        word.Equals("am", StringComparison.OrdinalIgnoreCase) ? 0 : word.Equals("pm", StringComparison.OrdinalIgnoreCase) ? 1 : null;

    /// <summary>Minutes east of UTC; <see langword="null"/> for a name that is not known.</summary>
    public static int? Zone(ReadOnlySpan<char> word) => Zones.TryGetValue(word, out var minutes) ? minutes : null;

    private static int Find(string[] names, ReadOnlySpan<char> word)
    {
        for (var i = 0; word.Length >= ShortestName && i < names.Length; i++)
        {
            if (names[i].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }
}
