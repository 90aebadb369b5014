using System.Collections;
using System.Text;

namespace FunctionsMaaS.Cli;

/// <summary>What surrounds a run: streams, environment, terminal, time.</summary>
internal sealed record Shell
{
    /// <summary>Standard input, as bytes: what encoding they are in is found out by looking.</summary>
    public required Stream In { get; init; }

    /// <summary>Standard output: results, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: progress, notes and failures.</summary>
    public required TextWriter Error { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The columns of the terminal that <see cref="Out"/> is; <see langword="null"/> if it is redirected.</summary>
    public int? OutWidth { get; init; }

    /// <summary>The columns of the terminal that <see cref="Error"/> is; <see langword="null"/> if it is redirected.</summary>
    public int? ErrorWidth { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether failures are shown with their stack.</summary>
    public bool IsDebug => Environment.GetValueOrDefault("MAAS_DEBUG") is "1" or "true";

    /// <summary>The real one. UTF-8 in both directions, whatever the locale says.</summary>
    public static Shell OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (OperatingSystem.IsWindows())
            (Console.InputEncoding, Console.OutputEncoding) = (utf8, utf8);
        return new()
        {
            In = Console.OpenStandardInput(),
            Out = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true }),
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            Environment = EnvironmentOfProcess(),
            OutWidth = Console.IsOutputRedirected ? null : WindowWidth(),
            ErrorWidth = Console.IsErrorRedirected ? null : WindowWidth(),
        };
    }

    private static Dictionary<string, string> EnvironmentOfProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return variables;
    }

    /// <summary>A terminal that does not say how wide it is counts as 80 columns.</summary>
    private static int WindowWidth() => Console.WindowWidth is > 0 and var width ? width : 80;
}
