using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>A stored dataset as its object tells of it. The id makes two writers' documents differ.</summary>
internal sealed record StoredDatasetDocument
{
    public const string SchemaName = "functionsmaas/dataset";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = ManifestJson.MaxBytes;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public int Version { get; init; }

    public string? Name { get; init; }

    public string? Digest { get; init; }

    public int Documents { get; init; }

    public SortedDictionary<string, int>? Labels { get; init; }

    public int Feedback { get; init; }

    public DateTimeOffset Created { get; init; }

    public Guid Id { get; init; }

    public static byte[] Write(StoredDataset dataset) => JsonSerializer.SerializeToUtf8Bytes(
        new()
        {
            Schema = SchemaName,
            FormatVersion = CurrentFormatVersion,
            Version = dataset.Version,
            Name = dataset.Name,
            Digest = dataset.Digest,
            Documents = dataset.Documents,
            Labels = new(dataset.Labels.ToDictionary(), StringComparer.Ordinal),
            Feedback = dataset.Feedback,
            Created = dataset.Created,
            Id = Guid.NewGuid(),
        },
        StoredDatasetJsonContext.Exact.StoredDatasetDocument);

    /// <summary>Reads the document of a version, or <see langword="null"/> if this is not it, or not one that this build can read.</summary>
    public static StoredDataset? Read(ReadOnlySpan<byte> json, int version) =>
        StoredJson.ReadOrNull(json, StoredDatasetJsonContext.Exact.StoredDatasetDocument) is
        { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Name: { } name, Digest: { } digest, Labels: { } labels } document
            && document.Version == version && Packaging.Digest.IsWellFormed(digest)
            ? new(version, name, digest, document.Documents, labels, document.Feedback, document.Created)
            : null;
}

[JsonSerializable(typeof(StoredDatasetDocument))]
internal sealed partial class StoredDatasetJsonContext : JsonSerializerContext
{
    public static StoredDatasetJsonContext Exact { get; } = new(StoredJson.Options());
}
