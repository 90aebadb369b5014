using System.Diagnostics;
using System.Net;

namespace FunctionsMaaS.Bench.Http;

/// <summary>
/// Offers requests at a rate, whether earlier ones are answered or not: arrivals follow a Poisson process, and each waits for one of many
/// connections. A request's time runs from its arrival when every connection was busy (so that a service that stalls is charged for all who
/// wait, which a closed loop hides), else from when it was sent: a client's late timer is not the service's fault.
/// </summary>
internal sealed class OpenLoop(IPEndPoint address, byte[][] requests, int seed)
{
    private const int Connections = 64;
    private const int StackBytes = 256 * 1024;

    /// <summary>Offers a rate for some time.</summary>
    public OfferedLoad Run(double perSecond, double seconds, CancellationToken cancellationToken)
    {
        var arrivals = Arrivals(perSecond, seconds);
        var latencies = new double[arrivals.Length];
        var (next, failed) = (-1, 0);
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Connections).Select(_ => new Thread(Work, StackBytes)).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        cancellationToken.ThrowIfCancellationRequested();
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(latencies);
        return new(perSecond, arrivals.Length / elapsed, arrivals.Length, failed, At(latencies, 0.5), At(latencies, 0.99), At(latencies, 0.999));

        void Work()
        {
            using var connection = new RawConnection(address);
            for (int i; (i = Interlocked.Increment(ref next)) < arrivals.Length && !cancellationToken.IsCancellationRequested;)
            {
                var begun = Await(started, arrivals[i], cancellationToken);
                if (!TrySend(connection, requests[i % requests.Length]))
                    Interlocked.Increment(ref failed);
                latencies[i] = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            }
        }
    }

    /// <summary>Waits for an arrival.</summary>
    /// <returns>When the time of the request begins.</returns>
    private static long Await(long started, double arrival, CancellationToken cancellationToken)
    {
        var due = started + (long)(arrival * Stopwatch.Frequency);
        var now = Stopwatch.GetTimestamp();
        if (now >= due)
            return due;
        for (; now < due && !cancellationToken.IsCancellationRequested; now = Stopwatch.GetTimestamp())
            cancellationToken.WaitHandle.WaitOne((int)Math.Ceiling(1000 * (due - now) / (double)Stopwatch.Frequency));
        return now;
    }

    private static bool TrySend(RawConnection connection, byte[] request)
    {
        try
        {
            return connection.Send(request) == 200;
        }
        catch (Exception error) when (error is System.Net.Sockets.SocketException or IOException)
        {
            return false;
        }
    }

    private double[] Arrivals(double perSecond, double seconds)
    {
        var random = new Random(seed);
        var arrivals = new List<double>();
        for (var at = 0.0; at < seconds; at -= Math.Log(1 - random.NextDouble()) / perSecond)
            arrivals.Add(at);
        return [.. arrivals];
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
