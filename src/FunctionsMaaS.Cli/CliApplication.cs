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
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct())
            await shell.Error.WriteLineAsync($"{name}: {Failures.OnOneLine(message)}");
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var mistyped, ..] && Suggestion.For(mistyped, command) is { } meant)
            await shell.Error.WriteLineAsync($"Did you mean '{meant}'?");
        await shell.Error.WriteLineAsync(HelpPage.Usage(command));
        return ExitCode.Usage;
    }
}
