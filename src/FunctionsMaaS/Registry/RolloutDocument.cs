using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>The last rollout of a model as it is stored. A change came about if this, or the entry that it names, names its entry in the ledger.</summary>
internal sealed record RolloutDocument
{
    public const string SchemaName = "functionsmaas/model-rollout";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 64 * 1024;

    public string? Schema { get; init; } = SchemaName;

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    public Guid Id { get; init; }

    public RolloutMode Mode { get; init; }

    public RolloutState State { get; init; }

    public int Version { get; init; }

    public string? Alias { get; init; }

    public double Percent { get; init; }

    public DateTimeOffset Started { get; init; }

    public DateTimeOffset Changed { get; init; }

    /// <summary>The ledger entry of the change that wrote this.</summary>
    public int Entry { get; init; }

    /// <summary>While finishing: the entry that stood before, which stands again if the champion cannot be moved.</summary>
    public int? EntryBefore { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RolloutJsonContext.Exact.RolloutDocument);

    /// <exception cref="ModelPackageException">It is not a rollout this build can read; the message names <paramref name="source"/>.</exception>
    public static RolloutDocument Read(ReadOnlySpan<byte> json, string source)
    {
        var document = StoredJson.Read(json, RolloutJsonContext.Exact.RolloutDocument, source, "a rollout");
        return document is { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Version: >= 1, Entry: >= 1 } && RolloutPlan.IsPercent(document.Percent)
            ? document
            : throw StoredJson.Unreadable(source);
    }

    public ModelRollout ToRollout(string etag) => new()
    {
        Id = Id,
        Mode = Mode,
        State = State,
        Version = Version,
        Alias = Alias,
        Percent = Percent,
        Started = Started,
        Changed = Changed,
        Sequence = Entry,
        ETag = etag,
    };
}

[JsonSerializable(typeof(RolloutDocument))]
internal sealed partial class RolloutJsonContext : JsonSerializerContext
{
    public static RolloutJsonContext Exact { get; } = new(StoredJson.Options(
        new JsonStringEnumConverter<RolloutMode>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        new JsonStringEnumConverter<RolloutState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
}
