using System.Diagnostics;
using FunctionsMaaS.Monitoring.Cost;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring;

/// <summary>
/// The one place that everything worth counting passes: from serving, from retraining, and from the host when a request ends. It is
/// never given a text. Thread-safe; waits for nothing.
/// </summary>
internal sealed class ServiceMonitor(UsageBook book, MaasMetrics metrics, IOptions<CostOptions> cost, TimeProvider time) : IServingObserver, IRolloutObserver, IRetrainingObserver
{
    private readonly CostOptions _cost = cost.Value;

    /// <summary>A request begins; it is <see cref="MonitoredRequest.Current"/> until it ends.</summary>
    public MonitoredRequest Begin()
    {
        metrics.Begun();
        return MonitoredRequest.Begin();
    }

    /// <summary>A request ended.</summary>
    public void End(MonitoredRequest request, in EndedRequest ended)
    {
        var times = request.Times();
        metrics.Ended(ended, times.Total);
        if (request.Manifest is { } manifest)
            EndAnswered(manifest, request, ended, times);
        else if (request.Model is { } model && book.TryFind(model, out _))
            book.Now(model).CountUnanswered();
    }

    public void Asked(ModelReference reference) => MonitoredRequest.Current?.Asked(reference.Name);

    public void Lent(ModelManifest manifest, TimeSpan waited) => metrics.Lent(manifest.Name!, waited);

    public void Classified(ModelManifest manifest, in ClassifiedText text)
    {
        book.Now(manifest.Name!).Version(manifest.Version!.Value, manifest.Labels).Classified(text);
        metrics.Classified(manifest.Name!, manifest.Labels[text.Label], text);
    }

    public void Answered(ModelManifest? manifest, int texts) => MonitoredRequest.Current?.Answered(manifest, texts);

    public void Loaded(string model, TimeSpan elapsed, Exception? failure)
    {
        metrics.Loaded(model, elapsed, failure is not null);
        Trace("load", model, elapsed, failure is not null);
    }

    public void Ended(string model, RetrainingStatus? status, TimeSpan elapsed)
    {
        metrics.Retrained(model, status, elapsed);
        Trace("retrain", model, elapsed, failed: status is null);
    }

    public void Answered(string model, Guid rollout, RolloutArm arm, TimeSpan elapsed, bool failed)
    {
        book.Now(model).Rollout(rollout).Of(arm).Add(elapsed, failed);
        metrics.RolloutAnswered(model, arm, failed);
    }

    public void Compared(string model, Guid rollout, ShadowComparison comparison)
    {
        book.Now(model).Rollout(rollout).Compared(comparison);
        metrics.RolloutCompared(model, comparison);
    }

    public void Dropped(string model, Guid rollout)
    {
        book.Now(model).Rollout(rollout).CountDropped();
        metrics.RolloutDropped(model);
    }

    /// <summary>The activity of something that is over.</summary>
    private void Trace(string what, string model, TimeSpan elapsed, bool failed)
    {
        using var activity = MaasTelemetry.Source.StartActivity(what, ActivityKind.Internal, default(ActivityContext), startTime: time.GetUtcNow() - elapsed);
        activity?.SetTag(MaasTelemetry.Model, model);
        if (failed)
            activity?.SetStatus(ActivityStatusCode.Error);
    }

    private void EndAnswered(ModelManifest manifest, MonitoredRequest request, in EndedRequest ended, RequestTimes times)
    {
        var slot = book.Now(manifest.Name!);
        slot.Version(manifest.Version!.Value, manifest.Labels).Ended(times, failed: ended.Status >= 400);
        if (ended.KeyId is { } key)
            slot.CountKey(key, 1, request.Texts);
        var estimate = ExecutionMeter.Estimate(1, ExecutionMeter.BilledMilliseconds(times.Total), _cost);
        metrics.Answered(manifest.Name!, manifest.Version.Value, ended.KeyId, times, estimate.Amount, _cost.Currency);
    }
}
