using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FunctionsMaaS.Bench.Http;

namespace FunctionsMaaS.Bench.Soak;

/// <summary>The process that asks: first all it can, then half of that for as long as the soak lasts.</summary>
internal sealed class SoakLoad : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private SoakLoad(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Requests a second that it offers.</summary>
    public double Offered { get; private set; }

    /// <summary>Starts it, and waits until it has found out what is half.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself; what it wrote to its standard error is in the message.</exception>
    public static async Task<SoakLoad> StartAsync(Uri address, SoakPlan plan, CancellationToken cancellationToken)
    {
        var (file, first) = OwnProgram.Find();
        string[] arguments =
        [
            .. first, SoakLoadCommand.Name, "--address", address.Authority, "--data", plan.Data,
            "--texts", plan.Texts.ToString(CultureInfo.InvariantCulture), "--seconds", plan.Seconds.ToString(CultureInfo.InvariantCulture),
        ];
        var load = new SoakLoad(Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);
        try
        {
            load.Offered = double.Parse(await load.LineAsync(cancellationToken), CultureInfo.InvariantCulture);
            return load;
        }
        catch
        {
            load.Dispose();
            throw;
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; what it wrote to its standard error is in the message.</exception>
    public async Task<OfferedLoad> EndAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await LineAsync(cancellationToken), BenchJson.Default.OfferedLoad)!;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException($"The load ended by itself: {await _errors}");
}
