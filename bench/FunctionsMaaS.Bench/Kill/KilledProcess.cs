using System.Diagnostics;
using System.Globalization;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>What a worker did until it was killed.</summary>
/// <param name="Number">Which process it was, from 1.</param>
/// <param name="Killed">When it was gone.</param>
/// <param name="During">What it was at: <c>publish</c> and so on, or <c>between</c>.</param>
/// <param name="Acknowledged">What it was answered, each as words.</param>
internal sealed record KilledProcess(int Number, DateTimeOffset Killed, string During, IReadOnlyList<string[]> Acknowledged)
{
    /// <summary>Starts a worker and kills it (SIGKILL) some time after it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself; what it wrote to its standard error is in the message.</exception>
    public static async Task<KilledProcess> RunAsync(string place, int number, int seed, TimeSpan after, CancellationToken cancellationToken)
    {
        var (file, first) = OwnProgram.Find();
        string[] arguments =
        [
            .. first, KillWorkerCommand.Name,
            "--place", place, "--number", number.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Else each leaves the sockets of its diagnostics behind in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken) != "ready")
                throw new InvalidOperationException($"Worker {number} did not come up: {await errors}");
            await Task.Delay(after, TimeProvider.System, cancellationToken);
            if (process.HasExited)
                throw new InvalidOperationException($"Worker {number} ended by itself: {await errors}");
        }
        finally
        {
            process.Kill();
        }
        await process.WaitForExitAsync(cancellationToken);
        var killed = TimeProvider.System.GetUtcNow();
        return Of(number, killed, await process.StandardOutput.ReadToEndAsync(cancellationToken));
    }

    /// <summary>A line that was cut was not answered in full, so it does not count.</summary>
    private static KilledProcess Of(int number, DateTimeOffset killed, string output)
    {
        var lines = output.Split('\n')[..^1].Select(line => line.Split(' ')).ToList();
        var during = lines is [.., ["do", var last]] ? last : "between";
        return new(number, killed, during, [.. lines.Where(words => words[0] == "ack").Select(words => words[1..])]);
    }
}
