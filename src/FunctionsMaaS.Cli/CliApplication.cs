using System.CommandLine;
using System.CommandLine.Invocation;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Cli.Verbs;

namespace FunctionsMaaS.Cli;

/// <summary>The program in one call: parses, runs the verb, and turns whatever happens into an exit code and at most one line.</summary>
internal static class CliApplication
{
    // A text may begin with '@', which would otherwise name a file of arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parsed = new MaasCommand(shell).Parse(args, Parser);
            if (parsed.Action is ParseErrorAction)
                return await ExplainUsageAsync(parsed, shell);
            var invocation = new InvocationConfiguration
            {
                Output = shell.Out,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await shell.Error.WriteLineAsync("maas: cancelled; nothing was left half-done.");
            return ExitCode.Cancelled;
        }
        catch (Exception error)
        {
            foreach (var line in Failures.Explain(error))
                await shell.Error.WriteLineAsync($"maas: {line}");
            if (shell.IsDebug)
                await shell.Error.WriteLineAsync(error.ToString());
            return ExitCode.Failed;
        }
    }

    private static async Task<int> ExplainUsageAsync(ParseResult parsed, Shell shell)
    {
        var command = parsed.CommandResult.Command;
        var name = HelpPage.FullName(command);
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            HelpPage.Write(command, shell.Error, shell.ErrorWidth ?? 80);
            return ExitCode.Usage;
        }
        // Where a verb was mistyped, that none was given is not news.
        var messages = command.Subcommands.Count > 0
            ? [$"'{Printable.Quote(parsed.UnmatchedTokens[0])}' is none of its commands.{Suggestion.For(parsed.UnmatchedTokens[0], command)}"]
            : parsed.Errors.Select(e => Failures.OnOneLine(e.Message)).Distinct();
        foreach (var message in messages)
            await shell.Error.WriteLineAsync($"{name}: {message}");
        await shell.Error.WriteLineAsync(HelpPage.Usage(command));
        return ExitCode.Usage;
    }
}
