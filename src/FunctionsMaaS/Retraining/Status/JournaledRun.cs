using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Retraining.Status;

/// <summary>A run that is on: says every few seconds that it is, and what it does. That it cannot say so is no reason to stop it.</summary>
internal sealed class JournaledRun : IProgress<TrainingProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly RetrainingJournal _journal;
    private readonly ObjectKey _key;
    private readonly RetrainingRun? _last;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;
    private volatile RetrainingRun _run;
    private string? _etag;

    public JournaledRun(RetrainingJournal journal, ObjectKey key, RetrainingRun run, RetrainingRun? last, string etag, TimeProvider time, ILogger logger)
    {
        (_journal, _key, _run, _last, _etag, _time, _logger) = (journal, key, run, last, etag, time, logger);
        _beating = BeatAsync();
    }

    /// <summary>Also told what is reported here.</summary>
    public IProgress<TrainingProgress>? Observer { get; init; }

    public void Report(TrainingProgress value)
    {
        _run = _run with { Step = value.Stage, Progress = Math.Clamp(value.Fraction, 0, 1) };
        Observer?.Report(value);
    }

    public Task EndAsync(RetrainingOutcome outcome) => EndAsync(outcome.Status.Name(), outcome.Reason, outcome.Version);

    /// <summary>Says that it failed or was stopped. What an unforeseen failure says may quote a text, and is in the log alone.</summary>
    public Task EndAsync(Exception error) => error switch
    {
        OperationCanceledException => EndAsync(RetrainingRun.Stopped, "It was stopped, or its lock was lost; the champion is unchanged.", null),
        DatasetException or RegistryUnavailableException or ModelPackageException or ModelNotFoundException => EndAsync(RetrainingRun.Failed, error.Message, null),
        _ => EndAsync(RetrainingRun.Failed, "The reason is in the log of the service.", null),
    };

    private async Task EndAsync(string outcome, string reason, int? version)
    {
        await StopBeatingAsync();
        var now = _time.GetUtcNow().ToUniversalTime();
        _run = _run with { Heartbeat = now, Ended = now, Outcome = outcome, Reason = reason, Version = version };
        using var patience = new CancellationTokenSource(EndPatience, _time);
        await TryWriteAsync(new(null, _run), patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopBeatingAsync();
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        try
        {
            while (_etag is not null)
            {
                await Task.Delay(Beat, _time, _stop.Token);
                _run = _run with { Heartbeat = _time.GetUtcNow().ToUniversalTime() };
                await TryWriteAsync(new(_run, _last), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }

    private async Task TryWriteAsync(RetrainingState state, CancellationToken cancellationToken)
    {
        try
        {
            if (_etag is not null)
                _etag = await _journal.UpdateAsync(_key, _run.Id, state, _etag, cancellationToken);
        }
        catch (Exception error) when (error is RegistryUnavailableException || (error is OperationCanceledException && cancellationToken != _stop.Token))
        {
            _logger.StateNotWritten(error);
        }
    }

    private async Task StopBeatingAsync()
    {
        await _stop.CancelAsync();
        await _beating;
    }
}
