using System.CommandLine;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary>One verb: its options, its help, and what it does.</summary>
internal abstract class Verb : Command
{
    protected Verb(Shell shell, string name, string description) : base(name, description)
    {
        Shell = shell;
        SetAction(RunAsync);
    }

    /// <summary>Whole command lines, for the help page.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What surrounds this run.</summary>
    protected Shell Shell { get; }

    /// <summary>Does it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken);
}
