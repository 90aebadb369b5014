using FunctionsMaaS.Http.Rollouts;
using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Monitoring.Cost;
using FunctionsMaaS.Monitoring.Drift;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>Says what a window of counts means.</summary>
internal sealed class StatsAnswerBuilder(UsageWindow window, ModelManifest? champion, Staleness? staleness, ModelRollout? rollout, CostOptions prices)
{
    private const string CostNote =
        "An upper bound by list price: each request as one execution, without free grants, always-ready instances, storage and network.";

    private readonly UsageSlot _total = window.Total;

    private readonly PredictionBaseline? _baseline = champion is null ? null : PredictionBaseline.Of(champion.Parameters, champion.Labels.Count);

    public StatsAnswer Build() => new(
        window.Model,
        champion?.Version,
        window.Since,
        (int)(window.Until - window.Since).TotalSeconds,
        window.Instances,
        new(_total.Requests, _total.Errors, PerSecond()),
        _total.Texts,
        new("ms", Stages()),
        Labels(),
        Confidence(),
        OutOfVocabulary(),
        Drift(),
        staleness is null ? null : new((long)staleness.ChampionAge.TotalSeconds, (long?)staleness.DatasetAge?.TotalSeconds, NameOf(staleness.Level)),
        Cost(),
        [.. _total.Versions.OrderByDescending(v => v.Key).Select(v => Version(v.Key, v.Value))],
        [.. _total.Keys.OrderByDescending(k => k.Value.Requests).ThenBy(k => k.Key, StringComparer.Ordinal).Select(k => new KeyUsageAnswer(k.Key, k.Value.Requests, k.Value.Texts))],
        rollout is null ? null : RolloutAnswer.Of(window.Model, champion?.Version, rollout, window),
        [.. window.Minutes.Select(Point)]);

    private VersionUsage? OfChampion => champion?.Version is { } version ? _total.Versions.GetValueOrDefault(version) : null;

    private double PerSecond() => _total.Requests / Math.Max(1, (window.Until - window.CountingSince).TotalSeconds);

    private Dictionary<string, QuantilesAnswer> Stages()
    {
        var stages = new Dictionary<string, QuantilesAnswer>();
        foreach (var stage in Enum.GetValues<Stage>())
        {
            var durations = _total.Of(stage);
            if (Milliseconds(durations, 0.5) is { } median)
                stages[MaasMetrics.NameOf(stage)] = new(median, Milliseconds(durations, 0.95)!.Value, Milliseconds(durations, 0.99)!.Value);
        }

        return stages;
    }

    private LabelAnswer[] Labels()
    {
        var counts = CountsOf(_total);
        var texts = Math.Max(1, _total.Texts);
        IReadOnlyList<string> known = champion?.Labels ?? [];
        var others = counts.Keys.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            .. known.Select((label, i) => Label(label, _baseline is null ? null : (double)_baseline.Labels[i] / _baseline.Documents)),
            .. others.Select(label => Label(label, null)),
        ];

        LabelAnswer Label(string label, double? baseline) =>
            new(label, counts.GetValueOrDefault(label), (double)counts.GetValueOrDefault(label) / texts, baseline);
    }

    private ConfidenceAnswer Confidence() => new(_total.Texts == 0 ? null : _total.Versions.Values.Sum(v => v.ConfidenceSum) / _total.Texts, _baseline?.ConfidenceMean);

    private OutOfVocabularyAnswer? OutOfVocabulary()
    {
        var measured = _total.Versions.Values.Sum(v => v.Unknown.Sum());
        return measured == 0 && _baseline?.UnknownMean is null
            ? null
            : new(measured == 0 ? null : _total.Versions.Values.Sum(v => v.UnknownSum) / measured, _baseline?.UnknownMean);
    }

    private DriftAnswer Drift()
    {
        var drift = DriftDetector.Compare(_baseline, OfChampion);
        return new(NameOf(drift.Level), drift.LabelPsi, drift.ConfidencePsi, drift.UnknownPsi, drift.Documents, drift.Needed, drift.BaselineDocuments);
    }

    private CostAnswer Cost()
    {
        var estimate = ExecutionMeter.Estimate(_total.Versions.Values.Sum(v => v.Requests), _total.Versions.Values.Sum(v => v.BilledMilliseconds), prices);
        return new(true, estimate.Currency, estimate.Amount, estimate.PerMillion, estimate.GigabyteSeconds, estimate.Executions, prices.InstanceMemoryMegabytes, CostNote);
    }

    private VersionUsageAnswer Version(int number, VersionUsage usage) =>
        new(number, usage.Requests, usage.Errors, usage.Texts, ExecutionMeter.Estimate(usage.Requests, usage.BilledMilliseconds, prices).Amount);

    private SeriesPointAnswer Point(UsageSlot minute)
    {
        var total = minute.Of(Stage.Total);
        var drift = champion?.Version is { } version ? DriftDetector.Compare(_baseline, window.QuarterOf(minute, version)).GreatestPsi : null;
        return new(
            minute.Start,
            minute.Requests,
            minute.Errors,
            minute.Texts,
            Milliseconds(total, 0.5),
            Milliseconds(total, 0.99),
            CountsOf(minute),
            drift);
    }

    private static SortedDictionary<string, long> CountsOf(UsageSlot slot)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var version in slot.Versions.Values)
        {
            for (var i = 0; i < version.LabelNames.Count; i++)
            {
                if (version.Labels[i] > 0)
                    counts[version.LabelNames[i]] = counts.GetValueOrDefault(version.LabelNames[i]) + version.Labels[i];
            }
        }

        return counts;
    }

    private static double? Milliseconds(DurationCounts durations, double share) => durations.Quantile(share)?.TotalMilliseconds;

    private static string NameOf(DriftLevel level) => level switch
    {
        DriftLevel.None => "none",
        DriftLevel.Moderate => "moderate",
        DriftLevel.Significant => "significant",
        _ => "unknown",
    };

    private static string NameOf(StalenessLevel level) => level switch
    {
        StalenessLevel.Fresh => "fresh",
        StalenessLevel.Aging => "aging",
        _ => "stale",
    };
}
