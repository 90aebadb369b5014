using System.Collections.Concurrent;
using System.Diagnostics;
using CsCheck;
using FunctionsMaaS.Testing.Http.Contract;

namespace FunctionsMaaS.Testing.Http.Fuzz;

/// <summary>How much to ask.</summary>
/// <param name="Requests">How many requests in all.</param>
/// <param name="Seed">The same seed and workers generate the same requests.</param>
/// <param name="Workers">How many send at the same time.</param>
/// <param name="Timeout">How long an answer may take.</param>
/// <param name="RawTargets">Whether paths are sent byte by byte, dots and doubled slashes included.</param>
public sealed record FuzzOptions(long Requests, ulong Seed, int Workers, TimeSpan Timeout, bool RawTargets);

/// <summary>
/// Sends generated requests and holds every answer to the contract: a status that is documented for the operation, in a documented media
/// type, with a body that its schema allows to the last property; no 5xx but a documented 503; no silence.
/// </summary>
public sealed class FuzzCampaign(HttpClient client, ApiContract contract, Gen<FuzzRequest> requests, FuzzOptions options)
{
    private const int MaxReported = 20;

    private readonly ConcurrentDictionary<(string Operation, int Status), long> _answers = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly Stopwatch _watch = new();
    private long _sent;
    private long _violated;

    /// <summary>What was seen so far.</summary>
    public FuzzResult Seen => new(options, Interlocked.Read(ref _sent), Interlocked.Read(ref _violated), [.. _violations], _answers.ToDictionary(), _watch.Elapsed);

    /// <summary>Runs to the last request, or until it is cancelled.</summary>
    /// <returns>What was seen; fewer requests than were asked for, if it was cancelled.</returns>
    public async Task<FuzzResult> RunAsync(CancellationToken cancellationToken)
    {
        _watch.Start();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(worker => Task.Run(() => WorkAsync(worker, cancellationToken), cancellationToken)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was seen until then counts.
        }
        _watch.Stop();
        return Seen;
    }

    private async Task WorkAsync(int worker, CancellationToken cancellationToken)
    {
        var random = new PCG((uint)worker + 1, options.Seed);
        var share = (options.Requests / options.Workers) + (worker < options.Requests % options.Workers ? 1 : 0);
        for (var i = 0L; i < share; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var request = requests.Generate(random, null, out _);
            if (await ViolationAsync(request, cancellationToken) is { } violation)
                Report($"worker {worker}, request {i}: {violation}\n{request}");
            Interlocked.Increment(ref _sent);
        }
    }

    private async Task<string?> ViolationAsync(FuzzRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = request.ToMessage(client.BaseAddress!, options.RawTargets);
            var path = request.RoutedPath;
            using var response = await client.SendAsync(message, either.Token);
            var answer = await ApiAnswer.ReadAsync(response, either.Token);
            _answers.AddOrUpdate((contract.NameOf(request.Method, path), answer.Status), 1, static (_, count) => count + 1);
            return answer.Status >= 500 && answer.Status != 503 ? $"status {answer.Status}" : contract.Violation(request.Method, path, answer);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {options.Timeout.TotalSeconds} s";
        }
        catch (HttpRequestException error)
        {
            return $"the connection failed: {error.Message}";
        }
    }

    private void Report(string violation)
    {
        if (Interlocked.Increment(ref _violated) <= MaxReported)
            _violations.Enqueue(violation);
    }
}

/// <summary>What a campaign saw.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="Violated">Answers that broke the contract.</param>
/// <param name="Violations">The first of them, each with its request.</param>
/// <param name="Answers">How often an operation answered with a status.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record FuzzResult(
    FuzzOptions Options, long Requests, long Violated, IReadOnlyList<string> Violations, IReadOnlyDictionary<(string Operation, int Status), long> Answers, TimeSpan Elapsed)
{
    /// <summary>Whether all that was asked for was sent, and no answer broke the contract.</summary>
    public bool Passed => Requests == Options.Requests && Violated == 0;

    /// <summary>Requests a second.</summary>
    public double Rate => Requests / Math.Max(Elapsed.TotalSeconds, double.Epsilon);
}
