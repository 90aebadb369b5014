using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>A corrected example as its object holds it.</summary>
internal sealed record FeedbackDocument
{
    public const string SchemaName = "functionsmaas/feedback";

    public const int CurrentFormatVersion = 1;

    /// <summary>More than twice the longest request body: what takes two bytes there takes at most six here.</summary>
    public const int MaxBytes = 320 * 1024 * 1024;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public string? Id { get; init; }

    public string? Model { get; init; }

    public string? Label { get; init; }

    public DateTimeOffset Received { get; init; }

    public string? KeyId { get; init; }

    public string? Text { get; init; }

    public static byte[] Write(FeedbackEntry entry) => JsonSerializer.SerializeToUtf8Bytes(
        new()
        {
            Schema = SchemaName,
            FormatVersion = CurrentFormatVersion,
            Id = entry.Id,
            Model = entry.Model,
            Label = entry.Example.Label,
            Received = entry.Received,
            KeyId = entry.Example.KeyId,
            Text = entry.Example.Text,
        },
        FeedbackJsonContext.Exact.FeedbackDocument);

    /// <summary>Reads the example of an id and model, or <see langword="null"/> if this is not it, or not one that this build can read.</summary>
    public static FeedbackEntry? Read(ReadOnlySpan<byte> json, string model, string id) =>
        StoredJson.ReadOrNull(json, FeedbackJsonContext.Exact.FeedbackDocument) is
        { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Label: { } label, Text: { } text } document && document.Id == id && document.Model == model
            ? new(id, model, new(text, label, document.KeyId), document.Received)
            : null;
}

[JsonSerializable(typeof(FeedbackDocument))]
internal sealed partial class FeedbackJsonContext : JsonSerializerContext
{
    public static FeedbackJsonContext Exact { get; } = new(StoredJson.Options());
}
