using System.Diagnostics;
using System.Diagnostics.Metrics;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;

namespace FunctionsMaaS.Monitoring;

/// <summary>
/// The instruments that are told of events; those that are asked are <see cref="MaasGauges"/>. Names and units follow OpenTelemetry's
/// semantic conventions. An attribute has only values of a known set: routes of the table, models and versions that were served,
/// labels of their manifests, ids of configured keys. Thread-safe.
/// </summary>
internal sealed class MaasMetrics : IDisposable
{
    /// <summary>Advice of the conventions for durations of requests, in seconds, and finer below.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<long> Bytes = new() { HistogramBucketBoundaries = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 16_777_216] };

    /// <summary>Statuses boxed once.</summary>
    private static readonly object[] Statuses = [.. Enumerable.Range(0, 600).Select(s => (object)s)];

    private static readonly string[] StageNames = ["parse", "featurize", "score", "write", "total"];

    private readonly Meter _meter = new(MaasTelemetry.Name);
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<long> _requestBytes;
    private readonly Histogram<long> _responseBytes;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _classifications;
    private readonly Histogram<double> _engineWait;
    private readonly Counter<long> _loads;
    private readonly Histogram<double> _loadDuration;
    private readonly Counter<long> _retrainings;
    private readonly Histogram<double> _retrainingDuration;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _rolloutRequests;
    private readonly Counter<long> _shadowTexts;
    private readonly Counter<long> _shadowDropped;

    public MaasMetrics()
    {
        _requestDuration = _meter.CreateHistogram("http.server.request.duration", "s", "Duration of requests.", advice: Seconds);
        _requestBytes = _meter.CreateHistogram("http.server.request.body.size", "By", "Size of request bodies whose length was announced or read.", advice: Bytes);
        _responseBytes = _meter.CreateHistogram("http.server.response.body.size", "By", "Size of response bodies.", advice: Bytes);
        _active = _meter.CreateUpDownCounter<long>("http.server.active_requests", "{request}", "Requests that are being answered.");
        _stages = _meter.CreateHistogram("maas.stage.duration", "s", "Duration of the stages of a classification: parse and write of a request, featurize and score of a text.", advice: Seconds);
        _requests = _meter.CreateCounter<long>("maas.requests", "{request}", "Requests that a version answered.");
        _classifications = _meter.CreateCounter<long>("maas.classifications", "{text}", "Texts classified, by the label they got.");
        _engineWait = _meter.CreateHistogram("maas.engine.wait.duration", "s", "Time until an engine was lent, a load included.", advice: Seconds);
        _loads = _meter.CreateCounter<long>("maas.model.loads", "{load}", "Versions loaded, and loads that failed.");
        _loadDuration = _meter.CreateHistogram("maas.model.load.duration", "s", "Duration of loads.", advice: Seconds);
        _retrainings = _meter.CreateCounter<long>("maas.retrainings", "{run}", "Retrainings by how they ended.");
        _retrainingDuration = _meter.CreateHistogram<double>("maas.retraining.duration", "s", "Duration of retrainings.");
        _cost = _meter.CreateCounter<double>("maas.cost", null, "Estimated cost, in the currency of the attribute.");
        _rolloutRequests = _meter.CreateCounter<long>("maas.rollout.requests", "{request}", "Requests of models that have a rollout, by who answered, and candidates that failed.");
        _shadowTexts = _meter.CreateCounter<long>("maas.shadow.texts", "{text}", "Texts that a candidate scored after the champion, by whether the labels agree.");
        _shadowDropped = _meter.CreateCounter<long>("maas.shadow.dropped", "{request}", "Requests that were not compared, since too many waited.");
    }

    /// <summary>The meter, for instruments that are asked.</summary>
    public Meter Meter => _meter;

    public void Begun() => _active.Add(1);

    public void Ended(in EndedRequest request, TimeSpan total)
    {
        _active.Add(-1);
        if (!_requestDuration.Enabled && !_requestBytes.Enabled && !_responseBytes.Enabled)
            return;
        var tags = new TagList { { MaasTelemetry.Method, request.Method }, { MaasTelemetry.Status, Statuses[Math.Clamp(request.Status, 0, Statuses.Length - 1)] } };
        if (request.Route is { } route)
            tags.Add(MaasTelemetry.Route, route);
        if (request.Problem is { } problem)
            tags.Add(MaasTelemetry.ErrorType, problem);
        _requestDuration.Record(total.TotalSeconds, tags);
        if (request.BytesIn is { } bytes)
            _requestBytes.Record(bytes, tags);
        _responseBytes.Record(request.BytesOut, tags);
    }

    public void Classified(string model, string label, in ClassifiedText text)
    {
        if (_classifications.Enabled)
            _classifications.Add(1, new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Label, label } });
        if (text.Featurizing is { } featurizing)
            Record(model, Stage.Featurize, featurizing);
        Record(model, Stage.Score, text.Scoring);
    }

    public void Answered(string model, int version, string? keyId, RequestTimes times, double cost, string currency)
    {
        Record(model, Stage.Parse, times.Parse);
        Record(model, Stage.Write, times.Write);
        if (!_requests.Enabled && !_cost.Enabled)
            return;
        var tags = new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Version, version } };
        _cost.Add(cost, [.. tags, new(MaasTelemetry.Currency, currency)]);
        if (keyId is not null)
            tags.Add(MaasTelemetry.Key, keyId);
        _requests.Add(1, tags);
    }

    public void Lent(string model, TimeSpan waited)
    {
        if (_engineWait.Enabled)
            _engineWait.Record(waited.TotalSeconds, new TagList { { MaasTelemetry.Model, model } });
    }

    public void Loaded(string model, TimeSpan elapsed, bool failed)
    {
        var tags = new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Outcome, failed ? "failed" : "loaded" } };
        _loads.Add(1, tags);
        _loadDuration.Record(elapsed.TotalSeconds, tags);
    }

    public void Retrained(string model, RetrainingStatus? status, TimeSpan elapsed)
    {
        var tags = new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Outcome, status?.Name() ?? "failed" } };
        _retrainings.Add(1, tags);
        _retrainingDuration.Record(elapsed.TotalSeconds, tags);
    }

    public void RolloutAnswered(string model, RolloutArm arm, bool failed) => _rolloutRequests.Add(1, new TagList
    {
        { MaasTelemetry.Model, model }, { MaasTelemetry.Arm, arm == RolloutArm.Champion ? "champion" : "candidate" }, { MaasTelemetry.Outcome, failed ? "failed" : "answered" },
    });

    public void RolloutCompared(string model, in ShadowComparison comparison)
    {
        _shadowTexts.Add(comparison.Texts - comparison.Disagreements, new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Outcome, "agreed" } });
        _shadowTexts.Add(comparison.Disagreements, new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Outcome, "disagreed" } });
    }

    public void RolloutDropped(string model) => _shadowDropped.Add(1, new TagList { { MaasTelemetry.Model, model } });

    public void Dispose() => _meter.Dispose();

    internal static string NameOf(Stage stage) => StageNames[(int)stage];

    private void Record(string model, Stage stage, TimeSpan duration)
    {
        if (_stages.Enabled)
            _stages.Record(duration.TotalSeconds, new TagList { { MaasTelemetry.Model, model }, { MaasTelemetry.Stage, NameOf(stage) } });
    }
}
