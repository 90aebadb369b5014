using FunctionsMaaS.Monitoring.Cost;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Monitoring.Usage;

/// <summary>The stages of a request that are timed.</summary>
internal enum Stage
{
    /// <summary>Reading and checking the request.</summary>
    Parse,

    /// <summary>Turning one text into features.</summary>
    Featurize,

    /// <summary>Scoring one text.</summary>
    Score,

    /// <summary>Writing the answer.</summary>
    Write,

    /// <summary>The whole request.</summary>
    Total,
}

/// <summary>What one version did in some span of time. Thread-safe; counting is a dozen atomic additions and allocates nothing.</summary>
/// <param name="labels">The version's labels.</param>
internal sealed class VersionUsage(IReadOnlyList<string> labels)
{
    private const double Micro = 1e6;
    private readonly long[] _labels = new long[labels.Count];
    private readonly long[] _confidence = new long[PredictionBaseline.ConfidenceBins];
    private readonly long[] _unknown = new long[PredictionBaseline.UnknownBins];
    private readonly DurationCounts[] _stages = [new(), new(), new(), new(), new()];
    private long _requests;
    private long _errors;
    private long _billedMilliseconds;
    private long _confidenceMicros;
    private long _unknownMicros;

    public IReadOnlyList<string> LabelNames => labels;

    public long Requests => Volatile.Read(ref _requests);

    public long Errors => Volatile.Read(ref _errors);

    public long BilledMilliseconds => Volatile.Read(ref _billedMilliseconds);

    public long Texts => _labels.Sum();

    public IReadOnlyList<long> Labels => _labels;

    public IReadOnlyList<long> Confidence => _confidence;

    public IReadOnlyList<long> Unknown => _unknown;

    public double ConfidenceSum => Volatile.Read(ref _confidenceMicros) / Micro;

    public double UnknownSum => Volatile.Read(ref _unknownMicros) / Micro;

    public DurationCounts Of(Stage stage) => _stages[(int)stage];

    public void Classified(in ClassifiedText text)
    {
        Interlocked.Increment(ref _labels[text.Label]);
        Interlocked.Increment(ref _confidence[PredictionBaseline.BinOf(text.Confidence, _confidence.Length)]);
        Interlocked.Add(ref _confidenceMicros, (long)(text.Confidence * Micro));
        if (text.UnknownShare is { } share)
        {
            Interlocked.Increment(ref _unknown[PredictionBaseline.BinOf(share, _unknown.Length)]);
            Interlocked.Add(ref _unknownMicros, (long)(share * Micro));
        }

        if (text.Featurizing is { } featurizing)
            Of(Stage.Featurize).Add(featurizing);
        Of(Stage.Score).Add(text.Scoring);
    }

    public void Ended(RequestTimes times, bool failed)
    {
        Interlocked.Increment(ref _requests);
        if (failed)
            Interlocked.Increment(ref _errors);
        Interlocked.Add(ref _billedMilliseconds, ExecutionMeter.BilledMilliseconds(times.Total));
        Of(Stage.Parse).Add(times.Parse);
        Of(Stage.Write).Add(times.Write);
        Of(Stage.Total).Add(times.Total);
    }

    public void Add(VersionUsage other)
    {
        Interlocked.Add(ref _requests, other.Requests);
        Interlocked.Add(ref _errors, other.Errors);
        Interlocked.Add(ref _billedMilliseconds, other.BilledMilliseconds);
        Interlocked.Add(ref _confidenceMicros, Volatile.Read(ref other._confidenceMicros));
        Interlocked.Add(ref _unknownMicros, Volatile.Read(ref other._unknownMicros));
        Add(_labels, other._labels);
        Add(_confidence, other._confidence);
        Add(_unknown, other._unknown);
        for (var stage = 0; stage < _stages.Length; stage++)
            _stages[stage].Add(other._stages[stage]);
    }

    /// <summary>Adds counts as a document has them. Lists of another length than this version's are left out.</summary>
    public void Add(Stats.VersionDocument document)
    {
        _requests += document.Requests;
        _errors += document.Errors;
        _billedMilliseconds += document.BilledMilliseconds;
        _confidenceMicros += (long)(document.ConfidenceSum * Micro);
        _unknownMicros += (long)(document.OutOfVocabularySum * Micro);
        Add(_labels, document.LabelCounts);
        Add(_confidence, document.Confidence);
        Add(_unknown, document.OutOfVocabulary);
        foreach (var stage in Enum.GetValues<Stage>())
        {
            if (document.Stages.TryGetValue(stage, out var parts))
                Of(stage).AddSparse(parts);
        }
    }

    private static void Add(long[] to, long[] from)
    {
        for (var i = 0; i < to.Length && to.Length == from.Length; i++)
            Interlocked.Add(ref to[i], Volatile.Read(ref from[i]));
    }
}

/// <summary>How long the parts of a request took.</summary>
internal readonly record struct RequestTimes(TimeSpan Parse, TimeSpan Write, TimeSpan Total);
