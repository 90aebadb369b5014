using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FunctionsMaaS.Bench.Http;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Bench.Soak;

/// <summary><c>soak-load</c>: the process of the campaign <c>soak</c> that asks.</summary>
internal static class SoakLoadCommand
{
    public const string Name = "soak-load";

    private const int Clients = 16;
    private const int Seed = 5;
    private const int TrialSeconds = 5;
    private const int Trials = 3;

    public static Command Create()
    {
        var address = new Option<string>("--address") { Required = true };
        var data = new Option<string>("--data") { Required = true };
        var texts = new Option<int>("--texts") { Required = true };
        var seconds = new Option<int>("--seconds") { Required = true };
        var command = new Command(Name, "Asks on behalf of the campaign 'soak'.") { address, data, texts, seconds };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var requests = await RequestsAsync(parsed.GetRequiredValue(data), parsed.GetValue(texts), cancellationToken);
            var end = IPEndPoint.Parse(parsed.GetRequiredValue(address));
            // The first trials warm code and buffers.
            var half = Enumerable.Range(0, Trials).Max(_ => MaximumOf(end, requests, cancellationToken)) / 2;
            await Console.Out.WriteLineAsync(half.ToString(CultureInfo.InvariantCulture));
            var load = new OpenLoop(end, requests, Seed).Run(half, parsed.GetValue(seconds), cancellationToken);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(load, BenchJson.Default.OfferedLoad));
        });
        return command;
    }

    private static async Task<byte[][]> RequestsAsync(string data, int texts, CancellationToken cancellationToken)
    {
        var dataset = await new FileDatasetSource(DatasetPath.Resolve(data)).ReadAsync(cancellationToken);
        return [.. (dataset.Test ?? dataset.Train).Examples.Take(texts).Select(Request)];
    }

    private static byte[] Request(LabeledText text) =>
        RawConnection.Request("/api/classify", JsonSerializer.SerializeToUtf8Bytes(new ClassifyBody(text.Text), BenchJson.Default.ClassifyBody));

    /// <summary>Requests a second that go through so many clients, of which each waits for its answers.</summary>
    private static double MaximumOf(IPEndPoint address, byte[][] requests, CancellationToken cancellationToken)
    {
        var (answered, started) = (0, Stopwatch.GetTimestamp());
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Factory.StartNew(() => Ask(client), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(clients, cancellationToken);
        return answered / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Ask(int client)
        {
            using var connection = new RawConnection(address);
            for (var i = client; Stopwatch.GetElapsedTime(started).TotalSeconds < TrialSeconds && !cancellationToken.IsCancellationRequested; i++)
            {
                if (connection.Send(requests[i % requests.Length]) != 200)
                    throw new InvalidOperationException("A request was not answered by 200 before the soak began.");
                Interlocked.Increment(ref answered);
            }
        }
    }
}
