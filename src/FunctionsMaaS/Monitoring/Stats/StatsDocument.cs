using System.Text.Json.Serialization;
using FunctionsMaaS.Monitoring.Usage;

namespace FunctionsMaaS.Monitoring.Stats;

/// <summary>What one instance counted of one model on one day, as it is written to the storage: numbers, labels and key ids, never a text.</summary>
internal sealed record StatsDocument
{
    public required IReadOnlyList<SlotDocument> Slots { get; init; }

    public static StatsDocument Of(IEnumerable<UsageSlot> slots) => new() { Slots = [.. slots.Select(SlotDocument.Of)] };
}

/// <summary>One minute or hour.</summary>
internal sealed record SlotDocument
{
    public required DateTimeOffset Start { get; init; }

    public required int Seconds { get; init; }

    public required long Unanswered { get; init; }

    public required IReadOnlyDictionary<int, VersionDocument> Versions { get; init; }

    public required IReadOnlyDictionary<string, KeyDocument> Keys { get; init; }

    /// <summary>By the ids of rollouts; absent where there were none, and in files of earlier builds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<Guid, RolloutUsageDocument>? Rollouts { get; init; }

    public static SlotDocument Of(UsageSlot slot) => new()
    {
        Start = slot.Start,
        Seconds = (int)slot.Length.TotalSeconds,
        Unanswered = slot.Unanswered,
        Versions = slot.Versions.ToDictionary(v => v.Key, v => VersionDocument.Of(v.Value)),
        Keys = slot.Keys.ToDictionary(k => k.Key, k => new KeyDocument(k.Value.Requests, k.Value.Texts)),
        Rollouts = slot.Rollouts.Count == 0 ? null : slot.Rollouts.ToDictionary(r => r.Key, r => RolloutUsageDocument.Of(r.Value)),
    };

    public UsageSlot ToSlot()
    {
        var slot = new UsageSlot(Start, TimeSpan.FromSeconds(Seconds));
        slot.CountUnanswered(Unanswered);
        foreach (var (number, version) in Versions)
            slot.Version(number, version.Labels).Add(version);
        foreach (var (id, key) in Keys)
            slot.CountKey(id, key.Requests, key.Texts);
        foreach (var (id, rollout) in Rollouts ?? new Dictionary<Guid, RolloutUsageDocument>())
            slot.Rollout(id).Add(rollout);
        return slot;
    }
}

/// <summary>One key.</summary>
internal sealed record KeyDocument(long Requests, long Texts);

/// <summary>One version.</summary>
internal sealed record VersionDocument
{
    public required IReadOnlyList<string> Labels { get; init; }

    public required long[] LabelCounts { get; init; }

    public required long Requests { get; init; }

    public required long Errors { get; init; }

    public required long BilledMilliseconds { get; init; }

    public required long[] Confidence { get; init; }

    public required double ConfidenceSum { get; init; }

    public required long[] OutOfVocabulary { get; init; }

    public required double OutOfVocabularySum { get; init; }

    public required IReadOnlyDictionary<Stage, SortedDictionary<int, long>> Stages { get; init; }

    public static VersionDocument Of(VersionUsage version) => new()
    {
        Labels = version.LabelNames,
        LabelCounts = [.. version.Labels],
        Requests = version.Requests,
        Errors = version.Errors,
        BilledMilliseconds = version.BilledMilliseconds,
        Confidence = [.. version.Confidence],
        ConfidenceSum = version.ConfidenceSum,
        OutOfVocabulary = [.. version.Unknown],
        OutOfVocabularySum = version.UnknownSum,
        Stages = Enum.GetValues<Stage>().ToDictionary(s => s, s => version.Of(s).ToSparse()),
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StatsDocument))]
internal sealed partial class StatsJson : JsonSerializerContext;
