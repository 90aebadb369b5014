using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FunctionsMaaS.Bench.Http;

/// <summary>A contender that runs, in a process tree of its own.</summary>
internal sealed class WebService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int PollMilliseconds = 2;

    private readonly Process _process;

    private WebService(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    public string Url => $"http://{Address}";

    public double CpuSeconds => ProcessTree.CpuSeconds(_process.Id);

    public long MemoryBytes => ProcessTree.MemoryBytes(_process.Id);

    /// <summary>Starts a contender, and polls from before the start until it answers.</summary>
    /// <param name="contender">Who.</param>
    /// <param name="request">A request, head and body.</param>
    /// <param name="label">The label of its correct answer; <see langword="null"/> if any answer will do.</param>
    /// <param name="cancellationToken">Stops the service and ends the wait.</param>
    /// <returns>The running service, and the seconds from before the process was made to the end of its first correct answer.</returns>
    /// <exception cref="InvalidOperationException">It ended, or did not answer within a minute.</exception>
    public static (WebService Service, double Seconds) Start(WebContender contender, byte[] request, string? label, CancellationToken cancellationToken)
    {
        var address = FreeAddress();
        var started = Stopwatch.GetTimestamp();
        var service = new WebService(Launch(contender, address), address);
        try
        {
            using var connection = new RawConnection(address);
            while (!TryAnswer(connection, request, label))
            {
                if (service._process.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
                    throw new InvalidOperationException($"{contender.Name} did not answer{(label is null ? "" : $" '{label}'")} within {Patience.TotalSeconds:0} s of its start, or ended.");
                cancellationToken.WaitHandle.WaitOne(PollMilliseconds);
                cancellationToken.ThrowIfCancellationRequested();
            }
            return (service, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool TryAnswer(RawConnection connection, byte[] request, string? label)
    {
        try
        {
            return connection.Send(request) == 200 && (label is null || connection.Label() == label);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }

    private static Process Launch(WebContender contender, IPEndPoint address)
    {
        var start = new ProcessStartInfo(contender.Program, contender.Arguments($"{address}")) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in contender.Environment($"{address}"))
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{contender.Program} did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
