using System.Diagnostics;
using System.Threading.Channels;

namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>
/// Scores by a candidate what the champion has answered, one request after another, when there is time: whoever asked does not wait, and what would
/// pile up is dropped and counted. Texts are in memory until they are scored, and nowhere else. Thread-safe.
/// </summary>
public sealed class ShadowScorer : IDisposable
{
    /// <summary>The most requests that wait.</summary>
    internal const int MaxRequests = 256;

    /// <summary>The most text that waits, in UTF-16 units.</summary>
    internal const long MaxCharacters = 4 * 1024 * 1024;

    private readonly PredictionEnginePool<TextInput, TextPrediction> _pool;
    private readonly RolloutWatch _watch;
    private readonly IRolloutObserver? _observer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Channel<ShadowWork>> _work;
    private long _characters;

    /// <summary>Makes it; nothing runs until there is something to score.</summary>
    public ShadowScorer(PredictionEnginePool<TextInput, TextPrediction> pool, RolloutWatch watch, IRolloutObserver? observer = null)
    {
        (_pool, _watch, _observer) = (pool, watch, observer);
        _work = new(Start);
    }

    /// <summary>Stops scoring; what waits is forgotten.</summary>
    public void Dispose() => _stopping.Cancel();

    internal void Add(ActiveRollout rollout, IReadOnlyList<string> texts, ClassificationAnswer answer)
    {
        var length = texts.Sum(static t => (long)t.Length);
        if (Interlocked.Add(ref _characters, length) <= MaxCharacters && _work.Value.Writer.TryWrite(new(rollout, texts, answer, length)))
            return;
        Interlocked.Add(ref _characters, -length);
        _observer?.Dropped(rollout.Model, rollout.Rollout.Id);
    }

    private Channel<ShadowWork> Start()
    {
        var work = Channel.CreateBounded<ShadowWork>(new BoundedChannelOptions(MaxRequests) { SingleReader = true });
        _ = Task.Run(() => RunAsync(work.Reader), CancellationToken.None);
        return work;
    }

    private async Task RunAsync(ChannelReader<ShadowWork> work)
    {
        try
        {
            await foreach (var next in work.ReadAllAsync(_stopping.Token))
            {
                await ScoreAsync(next);
                Interlocked.Add(ref _characters, -next.Length);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private async Task ScoreAsync(ShadowWork work)
    {
        var (rollout, started) = (work.Rollout, Stopwatch.GetTimestamp());
        try
        {
            var comparison = await CompareAsync(work);
            Tell(failed: false);
            _observer?.Compared(rollout.Model, rollout.Rollout.Id, comparison);
        }
        catch (Exception error) when (!_stopping.IsCancellationRequested)
        {
            Tell(failed: true);
            if (error is not EnginesBusyException)
                _watch.Fail(rollout, error);
        }

        void Tell(bool failed) =>
            _observer?.Answered(rollout.Model, rollout.Rollout.Id, RolloutArm.Candidate, Stopwatch.GetElapsedTime(started), failed);
    }

    private async Task<ShadowComparison> CompareAsync(ShadowWork work)
    {
        using var lease = await _pool.RentAsync(work.Rollout.Candidate, _stopping.Token);
        TextPrediction? prediction = null;
        var (disagreements, difference) = (0, 0.0);
        for (var i = 0; i < work.Texts.Count; i++)
        {
            lease.Predict(new(work.Texts[i]), ref prediction);
            var (label, score) = Of(lease.Manifest.Labels, prediction!.Probabilities, work.Answer.Results[i].Label);
            disagreements += label == work.Answer.Results[i].Label ? 0 : 1;
            difference += Math.Abs(work.Answer.Results[i].Score - score);
        }

        return new(work.Texts.Count, disagreements, difference);
    }

    /// <summary>The candidate's label, and the probability that it gives to the champion's: 0 if it does not know that.</summary>
    private static (string Label, float Score) Of(IReadOnlyList<string> labels, float[] probabilities, string champions)
    {
        var (first, score) = (0, 0f);
        for (var i = 0; i < probabilities.Length; i++)
        {
            first = probabilities[i] > probabilities[first] ? i : first;
            score = labels[i] == champions ? probabilities[i] : score;
        }

        return (labels[first], score);
    }

    private sealed record ShadowWork(ActiveRollout Rollout, IReadOnlyList<string> Texts, ClassificationAnswer Answer, long Length);
}
