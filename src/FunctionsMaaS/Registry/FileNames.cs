using System.Text;

namespace FunctionsMaaS.Registry;

/// <summary>
/// Key segments as file names that mean the same on every file system. Lower-case segments, which is all the registry itself uses,
/// stay as they are; where letters differ in case only (<c>A</c>, <c>a</c>), where Windows knows a device (<c>con</c>) or drops a
/// trailing dot, the name is escaped with <c>~</c>, which no key contains.
/// </summary>
internal static class FileNames
{
    private const char Escape = '~';
    private const char Dot = '_';
    private const char Guard = '-';

    public static string Of(string segment)
    {
        var name = new StringBuilder();
        if (IsDevice(segment))
            name.Append(Escape).Append(Guard);
        for (var i = 0; i < segment.Length; i++)
        {
            if (char.IsAsciiLetterUpper(segment[i]))
                name.Append(Escape).Append(char.ToLowerInvariant(segment[i]));
            else if (segment[i] == '.' && i == segment.Length - 1)
                name.Append(Escape).Append(Dot);
            else
                name.Append(segment[i]);
        }
        return name.ToString();
    }

    /// <summary>The segment a file name stands for, or <see langword="null"/> if the file is none of ours: unfinished, hidden, or put there by others.</summary>
    public static string? SegmentOf(string fileName)
    {
        var segment = new StringBuilder();
        for (var i = 0; i < fileName.Length; i++)
        {
            if (fileName[i] != Escape)
                segment.Append(fileName[i]);
            else if (++i == fileName.Length)
                return null;
            else if (char.IsAsciiLetterLower(fileName[i]))
                segment.Append(char.ToUpperInvariant(fileName[i]));
            else if (fileName[i] == Dot)
                segment.Append('.');
            else if (fileName[i] != Guard)
                return null;
        }
        // Only the one spelling that is written stands for a segment, and only an allowed segment is written.
        var found = segment.ToString();
        return ObjectKey.IsSegment(found) && Of(found) == fileName ? found : null;
    }

    /// <summary>Names that Windows gives to devices, with any extension ("Naming Files, Paths, and Namespaces").</summary>
    private static bool IsDevice(string segment)
    {
        var stem = segment.Split('.')[0].ToLowerInvariant();
        return stem is "con" or "prn" or "aux" or "nul"
            || (stem.Length == 4 && (stem.StartsWith("com", StringComparison.Ordinal) || stem.StartsWith("lpt", StringComparison.Ordinal)) && char.IsAsciiDigit(stem[3]));
    }
}
