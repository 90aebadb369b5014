using System.Diagnostics.Metrics;
using FunctionsMaaS.Monitoring.Drift;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Monitoring;

/// <summary>The instruments that are asked when somebody reads them: what is loaded, lent, old, drifting, and what the process uses.</summary>
internal sealed class MaasGauges
{
    private readonly PredictionEnginePool<TextInput, TextPrediction> _pool;
    private readonly UsageBook _book;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly ProcessUse _process;

    public MaasGauges(
        MaasMetrics metrics, PredictionEnginePool<TextInput, TextPrediction> pool, UsageBook book, StalenessWatch staleness, IOptions<MonitoringOptions> options, TimeProvider time)
    {
        (_pool, _book, _window, _time) = (pool, book, options.Value.Window, time);
        _process = new(time);
        var meter = metrics.Meter;
        meter.CreateObservableGauge("maas.model.version", Versions, "{version}", "The version that a reference stands for.");
        meter.CreateObservableGauge("maas.engine.leases", Leases, "{lease}", "Engines that are lent.");
        meter.CreateObservableGauge("maas.model.age", Ages, "s", "Age of the champion.");
        meter.CreateObservableGauge("maas.dataset.age", () => staleness.DatasetAges(time.GetUtcNow()), "s", "Time since a version was first trained on the champion's dataset.");
        meter.CreateObservableGauge("maas.drift.psi", Drift, "1", "Population stability index of the champion's answers against its baseline, as counted by this instance.");
        meter.CreateObservableGauge("maas.drift.level", DriftLevels, "1", "0 none, 1 moderate, 2 significant; not reported while unknown.");
        meter.CreateObservableGauge("process.cpu.utilization", _process.CpuUtilization, "1", "Processor time used since it was last asked, by what there was.");
        meter.CreateObservableGauge("process.memory.usage", ProcessUse.Memory, "By", "Resident memory.");
        meter.CreateObservableGauge("maas.memory.utilization", ProcessUse.MemoryUtilization, "1", "Resident memory by what the process may use.");
    }

    private IEnumerable<Measurement<int>> Versions() =>
        Aliases().Select(l => new Measurement<int>(l.Manifest.Version!.Value, Tag(MaasTelemetry.Model, l.Reference.Name), Tag(MaasTelemetry.Alias, l.Reference.Alias)));

    private IEnumerable<Measurement<int>> Leases() =>
        _pool.Loaded.GroupBy(l => (l.Manifest.Name, l.Manifest.Version)).Select(g => g.First())
            .GroupBy(l => l.Reference.Name)
            .Select(g => new Measurement<int>(g.Sum(l => l.EnginesInUse), Tag(MaasTelemetry.Model, g.Key)));

    private IEnumerable<Measurement<double>> Ages() =>
        Champions().Select(m => new Measurement<double>(Math.Max(0, (_time.GetUtcNow() - m.Created).TotalSeconds), Tag(MaasTelemetry.Model, m.Name)));

    private IEnumerable<Measurement<double>> Drift() =>
        from champion in Champions()
        let report = DriftOf(champion)
        from signal in new (string Name, double? Psi)[] { ("labels", report.LabelPsi), ("confidence", report.ConfidencePsi), ("out_of_vocabulary", report.UnknownPsi) }
        where signal.Psi.HasValue
        select new Measurement<double>(signal.Psi.GetValueOrDefault(), Tag(MaasTelemetry.Model, champion.Name), Tag(MaasTelemetry.Signal, signal.Name));

    private IEnumerable<Measurement<int>> DriftLevels() =>
        from champion in Champions()
        let level = DriftOf(champion).Level
        where level != DriftLevel.Unknown
        select new Measurement<int>((int)level - 1, Tag(MaasTelemetry.Model, champion.Name));

    private DriftReport DriftOf(ModelManifest champion)
    {
        var since = _time.GetUtcNow() - _window;
        IReadOnlyList<UsageSlot> slots = _book.TryFind(champion.Name!, out var usage) ? usage.Slots() : [];
        var sum = UsageSlot.SumOf(slots.Where(s => s.Start + s.Length > since), champion.Version!.Value);
        return DriftDetector.Compare(Training.PredictionBaseline.Of(champion.Parameters, champion.Labels.Count), sum);
    }

    private IEnumerable<LoadedModel> Aliases() => _pool.Loaded.Where(l => l.Reference.Version is null);

    private IEnumerable<ModelManifest> Champions() => Aliases().Where(l => l.Reference.Alias == ModelReference.Champion).Select(l => l.Manifest);

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
