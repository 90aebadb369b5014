using System.Diagnostics;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>Runs one step of one contender in a process of its own, so that memory, compiled code and caches are its own.</summary>
internal static class ChildProcess
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is added to its environment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">It failed; what it wrote is in the message.</exception>
    public static Task RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        OutputAsync(program, arguments, environment, cancellationToken);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; what it wrote is in the message.</exception>
    public static Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) => OutputAsync(program, arguments, cancellationToken);

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; what it wrote is in the message.</exception>
    public static Task<string> OutputAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        OutputAsync(program, arguments, Nothing, cancellationToken);

    private static async Task<string> OutputAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, environment);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await WaitAsync(process, cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', process.StartInfo.ArgumentList)} ended with {process.ExitCode}: {await error}{await output}");
        return await output;
    }

    public static async Task<int> ExitCodeAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, Nothing);
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await WaitAsync(process, cancellationToken);
        return process.ExitCode;
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }
}
