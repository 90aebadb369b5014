using FunctionsMaaS.Http.Rollouts;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>What <c>GET /api/models/{name}/stats</c> answers: how a model was used and how its texts compare with those it learned from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Champion">The version behind the alias <c>champion</c>; absent if there is none.</param>
/// <param name="Since">Where the window begins, UTC.</param>
/// <param name="WindowSeconds">How long the window is.</param>
/// <param name="Instances">How many instances of the service were counted.</param>
/// <param name="Requests">Requests that asked for this model.</param>
/// <param name="Classifications">Texts that it classified.</param>
/// <param name="Latency">How long requests and their stages took.</param>
/// <param name="Labels">One entry a label, in the order of the champion's labels; labels of other versions follow.</param>
/// <param name="Confidence">How sure the answers were.</param>
/// <param name="OutOfVocabulary">How much of the texts the model has never seen; absent if the model cannot say.</param>
/// <param name="Drift">How far the champion's answers are from those it gave of held-out training texts.</param>
/// <param name="Staleness">How old champion and dataset are.</param>
/// <param name="Cost">What the window would cost on Azure Functions Flex Consumption.</param>
/// <param name="Versions">Usage by version, newest first.</param>
/// <param name="Keys">Usage by the id of the key that was sent, the most used first; requests without a key are not in it.</param>
/// <param name="Rollout">The last canary or shadow and what it did, as at <c>/api/models/{name}/rollout</c>; absent if there never was one.</param>
/// <param name="Series">One point a minute with traffic, oldest first, of the last hour at most.</param>
internal sealed record StatsAnswer(
    string Model,
    int? Champion,
    DateTimeOffset Since,
    int WindowSeconds,
    int Instances,
    RequestsAnswer Requests,
    long Classifications,
    LatencyAnswer Latency,
    IReadOnlyList<LabelAnswer> Labels,
    ConfidenceAnswer Confidence,
    OutOfVocabularyAnswer? OutOfVocabulary,
    DriftAnswer Drift,
    StalenessAnswer? Staleness,
    CostAnswer Cost,
    IReadOnlyList<VersionUsageAnswer> Versions,
    IReadOnlyList<KeyUsageAnswer> Keys,
    RolloutAnswer? Rollout,
    IReadOnlyList<SeriesPointAnswer> Series);

/// <summary>Requests of a window.</summary>
/// <param name="Total">All that asked for this model.</param>
/// <param name="Errors">Those of them that were not answered with a classification.</param>
/// <param name="PerSecond">Requests a second, over the part of the window in which the service was counting.</param>
internal sealed record RequestsAnswer(long Total, long Errors, double PerSecond);

/// <summary>Latencies by stage.</summary>
/// <param name="Unit">Always <c>ms</c>.</param>
/// <param name="Stages"><c>parse</c>, <c>featurize</c>, <c>score</c>, <c>write</c>, <c>total</c>; a stage that nothing was measured of is left out.</param>
internal sealed record LatencyAnswer(string Unit, IReadOnlyDictionary<string, QuantilesAnswer> Stages);

/// <summary>Quantiles in milliseconds, exact to 7 %.</summary>
internal sealed record QuantilesAnswer(double P50, double P95, double P99);

/// <summary>How often a label was given.</summary>
/// <param name="Label">The label.</param>
/// <param name="Count">How many texts got it.</param>
/// <param name="Share">Their share of all texts, 0 to 1.</param>
/// <param name="BaselineShare">Its share among held-out training texts, as the champion labelled them; absent without a baseline.</param>
internal sealed record LabelAnswer(string Label, long Count, double Share, double? BaselineShare);

/// <summary>Mean probability of the label that was given, 0 to 1; absent where there is nothing to average.</summary>
internal sealed record ConfidenceAnswer(double? Mean, double? BaselineMean);

/// <summary>Mean share of a text's n-grams that the model has no row for, 0 to 1; absent where there is nothing to average.</summary>
internal sealed record OutOfVocabularyAnswer(double? Rate, double? BaselineRate);

/// <summary>Drift of the champion.</summary>
/// <param name="Level"><c>none</c>, <c>moderate</c>, <c>significant</c>, or <c>unknown</c> while there are too few texts or no baseline.</param>
/// <param name="LabelPsi">Population stability index of the label mix, corrected for the number of texts; absent if unknown.</param>
/// <param name="ConfidencePsi">That of confidence.</param>
/// <param name="OutOfVocabularyPsi">That of the out-of-vocabulary rate; absent too if the model has none.</param>
/// <param name="Documents">Texts compared.</param>
/// <param name="Needed">Texts needed for a level; absent if no number is enough, as the baseline is too small or missing.</param>
/// <param name="BaselineDocuments">Held-out training texts behind the baseline; absent without one.</param>
internal sealed record DriftAnswer(
    string Level, double? LabelPsi, double? ConfidencePsi, double? OutOfVocabularyPsi, long Documents, long? Needed, int? BaselineDocuments);

/// <summary>Ages.</summary>
/// <param name="ChampionAgeSeconds">Since the champion was trained or imported.</param>
/// <param name="DatasetAgeSeconds">Since the dataset it learned from was first trained on by any version; absent for an imported model.</param>
/// <param name="Level"><c>fresh</c>, <c>aging</c> or <c>stale</c>.</param>
internal sealed record StalenessAnswer(long ChampionAgeSeconds, long? DatasetAgeSeconds, string Level);

/// <summary>Cost of a window, estimated.</summary>
/// <param name="IsEstimate">Always <see langword="true"/>: only the bill of the cloud knows.</param>
/// <param name="Currency">The currency of the configured prices.</param>
/// <param name="Total">Cost of all requests.</param>
/// <param name="PerMillion">Cost of a million requests like these; absent without requests.</param>
/// <param name="GigabyteSeconds">Billed gigabyte-seconds.</param>
/// <param name="Executions">Billed executions.</param>
/// <param name="InstanceMemoryMegabytes">The instance size assumed.</param>
/// <param name="Note">What the estimate leaves out.</param>
internal sealed record CostAnswer(
    bool IsEstimate, string Currency, double Total, double? PerMillion, double GigabyteSeconds, long Executions, int InstanceMemoryMegabytes, string Note);

/// <summary>Usage of one version.</summary>
internal sealed record VersionUsageAnswer(int Version, long Requests, long Errors, long Classifications, double Cost);

/// <summary>Usage of one key.</summary>
internal sealed record KeyUsageAnswer(string KeyId, long Requests, long Classifications);

/// <summary>One minute.</summary>
/// <param name="Time">Its begin, UTC.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Errors">Those not answered with a classification.</param>
/// <param name="Classifications">Texts classified.</param>
/// <param name="P50Ms">Median duration of a request, in milliseconds; absent if none was measured.</param>
/// <param name="P99Ms">Its 99th percentile.</param>
/// <param name="Labels">Labels given, with their numbers; those not given are left out.</param>
/// <param name="DriftPsi">The greatest of the three indexes over the quarter of an hour that ends with this minute; absent if unknown.</param>
internal sealed record SeriesPointAnswer(
    DateTimeOffset Time, long Requests, long Errors, long Classifications, double? P50Ms, double? P99Ms, IReadOnlyDictionary<string, long> Labels, double? DriftPsi);
