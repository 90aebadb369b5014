using System.Diagnostics;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving.Rollouts;

/// <summary>
/// Classifies texts as <see cref="TextClassifier"/> does, but that a running rollout takes its share of what asks for the champion. A candidate that is
/// not loaded or fails costs nobody an answer: the champion gives it. Thread-safe.
/// </summary>
/// <param name="classifier">Classifies.</param>
/// <param name="pool">Has the models.</param>
/// <param name="watch">Knows the rollouts.</param>
/// <param name="shadows">Scores for comparison.</param>
/// <param name="observer">Is told of every request that a rollout concerns; <see langword="null"/> for nobody.</param>
public sealed class RolloutClassifier(
    TextClassifier classifier, PredictionEnginePool<TextInput, TextPrediction> pool, RolloutWatch watch, ShadowScorer shadows, IRolloutObserver? observer = null)
{
    /// <summary>Classifies texts, all with the same version, which the answer names.</summary>
    /// <param name="reference">The model, with an alias or a version. Only the alias <c>champion</c> is subject to rollouts.</param>
    /// <param name="requestKey">Equal keys are answered by the same arm of a rollout; <see langword="null"/> for equal texts to be.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="top">How many classes to name a text, at least 1; <see langword="null"/> for all.</param>
    /// <param name="explain">Whether to say what in each text speaks for its label, where the model can be explained.</param>
    /// <param name="cancellationToken">Stops between two texts.</param>
    /// <inheritdoc cref="TextClassifier.ClassifyAsync" path="/exception"/>
    public Task<ClassificationAnswer> ClassifyAsync(
        ModelReference reference, string? requestKey, IReadOnlyList<string> texts, int? top, bool explain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Alias != ModelReference.Champion)
            return classifier.ClassifyAsync(reference, texts, top, explain, cancellationToken);
        var request = new Request(reference, requestKey, texts, top, explain);
        if (!watch.TryFind(reference.Name, out var rollout))
            return FirstAsync(request, cancellationToken);
        return rollout is null ? AnswerAsync(request, cancellationToken) : RouteAsync(rollout, request, cancellationToken);
    }

    private Task<ClassificationAnswer> AnswerAsync(in Request request, CancellationToken cancellationToken) =>
        classifier.ClassifyAsync(request.Reference, request.Texts, request.Top, request.Explain, cancellationToken);

    /// <summary>The model is loaded before it takes a place among those that are watched: only those that exist do.</summary>
    private async Task<ClassificationAnswer> FirstAsync(Request request, CancellationToken cancellationToken)
    {
        await pool.PreloadAsync(request.Reference, cancellationToken);
        return await watch.FirstAsync(request.Reference.Name, cancellationToken) is { } rollout
            ? await RouteAsync(rollout, request, cancellationToken)
            : await AnswerAsync(request, cancellationToken);
    }

    private async Task<ClassificationAnswer> RouteAsync(ActiveRollout rollout, Request request, CancellationToken cancellationToken)
    {
        var taken = rollout.IsReady && rollout.Takes(request.Key, request.Texts);
        if (taken && rollout.Rollout.Mode == RolloutMode.Canary && await TryCandidateAsync(rollout, request, cancellationToken) is { } answered)
            return answered;
        var answer = await ToldAsync(rollout, RolloutArm.Champion, request, cancellationToken);
        if (taken && rollout.Rollout.Mode == RolloutMode.Shadow)
            shadows.Add(rollout, request.Texts, answer);
        return answer;
    }

    private async Task<ClassificationAnswer?> TryCandidateAsync(ActiveRollout rollout, Request request, CancellationToken cancellationToken)
    {
        try
        {
            return await ToldAsync(rollout, RolloutArm.Candidate, request with { Reference = rollout.Candidate }, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (error is not EnginesBusyException)
                watch.Fail(rollout, error);
            return null;
        }
    }

    private async Task<ClassificationAnswer> ToldAsync(ActiveRollout rollout, RolloutArm arm, Request request, CancellationToken cancellationToken)
    {
        var (started, failed) = (Stopwatch.GetTimestamp(), true);
        try
        {
            var answer = await AnswerAsync(request, cancellationToken);
            failed = false;
            return answer;
        }
        finally
        {
            observer?.Answered(rollout.Model, rollout.Rollout.Id, arm, Stopwatch.GetElapsedTime(started), failed);
        }
    }

    private readonly record struct Request(ModelReference Reference, string? Key, IReadOnlyList<string> Texts, int? Top, bool Explain);
}
