using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Retraining.Status;

/// <summary>The state of retraining as its object holds it.</summary>
internal sealed record RetrainingStateDocument
{
    public const string SchemaName = "functionsmaas/retraining";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 64 * 1024;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public RetrainingRun? Current { get; init; }

    public RetrainingRun? Last { get; init; }

    public static byte[] Write(RetrainingState state) => JsonSerializer.SerializeToUtf8Bytes(
        new() { Schema = SchemaName, FormatVersion = CurrentFormatVersion, Current = state.Current, Last = state.Last },
        RetrainingStateJsonContext.Exact.RetrainingStateDocument);

    /// <summary>Reads a state; what is damaged or of a newer build tells nothing.</summary>
    public static RetrainingState Read(ReadOnlySpan<byte> json) =>
        StoredJson.ReadOrNull(json, RetrainingStateJsonContext.Exact.RetrainingStateDocument) is { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion } document
            ? new(document.Current, document.Last)
            : RetrainingState.None;
}

[JsonSerializable(typeof(RetrainingStateDocument))]
internal sealed partial class RetrainingStateJsonContext : JsonSerializerContext
{
    public static RetrainingStateJsonContext Exact { get; } = new(StoredJson.Options());
}
