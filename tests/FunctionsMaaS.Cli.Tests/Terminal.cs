using System.Text.RegularExpressions;

namespace FunctionsMaaS.Cli.Tests;

/// <summary>What a terminal does with what is written to it.</summary>
internal static partial class Terminal
{
    /// <summary>The letters that are seen: without what sets colours and weights.</summary>
    public static string Plain(string line) => Escapes().Replace(line, "");

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Escapes();
}
