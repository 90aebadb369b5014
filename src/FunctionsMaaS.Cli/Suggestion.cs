using System.CommandLine;

namespace FunctionsMaaS.Cli;

/// <summary>What a mistyped verb may have been meant to be.</summary>
internal static class Suggestion
{
    private const int MaxEdits = 2;

    /// <summary>A sentence with the verb that is at most two edits away, or begins like it; the nearest if there are several.</summary>
    public static string? For(string mistyped, Command command) =>
        command.Subcommands
            .Where(c => !c.Hidden)
            .Select(c => (c.Name, Edits: mistyped.Length >= 3 && c.Name.StartsWith(mistyped, StringComparison.Ordinal) ? 1 : Edits(mistyped, c.Name)))
            .Where(c => c.Edits <= MaxEdits)
            .OrderBy(c => c.Edits)
            .Select(c => $" Did you mean '{c.Name}'?")
            .FirstOrDefault();

    /// <summary>The Levenshtein distance.</summary>
    private static int Edits(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > MaxEdits)
            return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
