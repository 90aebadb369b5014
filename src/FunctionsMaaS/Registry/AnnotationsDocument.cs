using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>Description and tags as their object holds them. The id tells a change apart from another to the same.</summary>
internal sealed record AnnotationsDocument
{
    public const string SchemaName = "functionsmaas/annotations";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 256 * 1024;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public string? Description { get; init; }

    public SortedDictionary<string, string>? Tags { get; init; }

    public Guid Id { get; init; }

    public static byte[] Write(ModelAnnotations annotations) => JsonSerializer.SerializeToUtf8Bytes(
        new()
        {
            Schema = SchemaName,
            FormatVersion = CurrentFormatVersion,
            Description = annotations.Description,
            Tags = new(annotations.Tags.ToDictionary(), StringComparer.Ordinal),
            Id = Guid.NewGuid(),
        },
        AnnotationsJsonContext.Exact.AnnotationsDocument);

    /// <exception cref="ModelPackageException">They are not annotations this build can read; the message names <paramref name="source"/>.</exception>
    public static ModelAnnotations Read(ReadOnlySpan<byte> json, string source) =>
        StoredJson.Read(json, AnnotationsJsonContext.Exact.AnnotationsDocument, source, "annotations")
            is { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Tags: { } tags } document
            ? new(document.Description, new SortedDictionary<string, string>(tags, StringComparer.Ordinal))
            : throw StoredJson.Unreadable(source);
}

[JsonSerializable(typeof(AnnotationsDocument))]
internal sealed partial class AnnotationsJsonContext : JsonSerializerContext
{
    public static AnnotationsJsonContext Exact { get; } = new(StoredJson.Options());
}
