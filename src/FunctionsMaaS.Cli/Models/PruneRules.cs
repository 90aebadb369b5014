using System.Globalization;
using FunctionsMaaS.Training.Compact;

namespace FunctionsMaaS.Cli.Models;

/// <summary>The value of <c>--prune</c>: which n-grams to leave out, as <c>rule=value</c> with commas between.</summary>
internal static class PruneRules
{
    public const string Allowed = "share=S (0 to below 1), size=N, NkB or NMB, threshold=T (0 to 1), several with commas between";

    private static readonly (string Suffix, decimal Bytes)[] Units = [("MB", 1_000_000), ("kB", 1_000), ("B", 1), ("", 1)];

    /// <summary>Reads the rules into options that leave the bits at their default.</summary>
    /// <exception cref="ArgumentException">A rule is unknown, twice there, or out of its range.</exception>
    public static CompressionOptions Parse(string text)
    {
        var options = new CompressionOptions();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (name, value) = rule.Split('=', 2, StringSplitOptions.TrimEntries) is [var n, var v] ? (n, v) : throw Refuse(rule);
            if (!seen.Add(name))
                throw new ArgumentException($"'{Printable.Quote(name)}' is there twice in --prune.");
            options = name switch
            {
                "share" when Number(value) is >= 0 and < 1 and var share => options with { Fraction = share },
                "threshold" when Number(value) is >= 0 and <= 1 and var threshold => options with { Threshold = threshold },
                "size" when Bytes(value) is { } bytes => options with { TargetBytes = bytes },
                _ => throw Refuse(rule),
            };
        }
        return options;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static long? Bytes(string text)
    {
        var (suffix, unit) = Units.First(u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        return decimal.TryParse(text[..^suffix.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1_000_000_000 && number * unit is >= 1 and <= long.MaxValue
            ? (long)(number * unit)
            : null;
    }

    private static ArgumentException Refuse(string rule) => new($"'{Printable.Quote(rule)}' is no rule of --prune: allowed are {Allowed}.");
}
