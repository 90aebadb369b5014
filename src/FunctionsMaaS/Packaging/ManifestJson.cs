using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FunctionsMaaS.Data;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// Manifests as bytes: UTF-8 JSON, indented, properties in a fixed order, and a digest of itself as the last property, so that a
/// manifest that was cut or changed by a single byte is noticed.
/// </summary>
/// <remarks>
/// The file is a head and a trailer of fixed form and length:
/// <code>
/// {
///   "schema": "functionsmaas/model-manifest",
///   ...
///   "payload": { ... }                              &lt;- the head ends with this brace
/// ,\n  "digest": "sha256:(64 hex digits)"\n}\n      &lt;- the trailer, 90 bytes
/// </code>
/// The digest is the SHA-256 of the head. The head with <c>\n}</c> appended is itself the JSON of the manifest.
/// </remarks>
public static class ManifestJson
{
    /// <summary>The largest manifest that is written or read, in bytes: room for about a hundred thousand labels.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The file name of a manifest in a package and in a registry.</summary>
    public const string FileName = "manifest.json";

    private static readonly (string Name, MessageParts Part)[] Parts =
        [("headers", MessageParts.Headers), ("footers", MessageParts.Footers), ("quotes", MessageParts.Quotes)];

    private static ReadOnlySpan<byte> HeadEnd => "\n}"u8;

    private static ReadOnlySpan<byte> TrailerStart => ",\n  \"digest\": \"sha256:"u8;

    private static ReadOnlySpan<byte> TrailerEnd => "\"\n}\n"u8;

    /// <summary>Writes a manifest; the same manifest gives the same bytes.</summary>
    /// <exception cref="ModelPackageException">The manifest breaks a rule that its reader would refuse it for, such as a metric that is not a number.</exception>
    public static byte[] Write(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ManifestRules.Check(manifest, "The manifest");
        var json = JsonSerializer.SerializeToUtf8Bytes(ToDocument(manifest), ManifestJsonContext.Exact.ManifestDocument);
        var head = json.AsSpan(0, json.Length - HeadEnd.Length);
        byte[] bytes = [.. head, .. TrailerStart, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(head))), .. TrailerEnd];
        return bytes.Length <= MaxBytes
            ? bytes
            : throw new ModelPackageException($"The manifest is too large: {bytes.Length} bytes, at most {MaxBytes} are allowed.");
    }

    /// <summary>Reads a manifest and checks everything that can be checked without its payload.</summary>
    /// <param name="json">The whole file.</param>
    /// <param name="source">What is being read, to begin messages with, such as <c>manifest.json of newsgroups:3</c>.</param>
    /// <exception cref="ModelPackageException">It is truncated, altered, not JSON, of another schema, of a newer format, too large, or a field is missing or wrong.</exception>
    public static ModelManifest Read(ReadOnlySpan<byte> json, string source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        if (json.Length > MaxBytes)
            throw new ModelPackageException($"{source} is too large: {json.Length} bytes, at most {MaxBytes} are allowed.");
        ManifestScan.Check(json, source);
        byte[] head = [.. HeadOf(json, source), .. HeadEnd];
        ManifestDocument document;
        try
        {
            document = JsonSerializer.Deserialize(head, ManifestJsonContext.Exact.ManifestDocument)!;
        }
        catch (JsonException e)
        {
            throw new ModelPackageException($"{source}: the value at '{Printable.Quote(e.Path)}' is unknown or of the wrong type.", e);
        }
        var manifest = ToManifest(document, source);
        ManifestRules.Check(manifest, source);
        return manifest;
    }

    private static ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> json, string source)
    {
        var headLength = json.Length - (TrailerStart.Length + Digest.HexLength + TrailerEnd.Length);
        if (headLength <= 0 || !json[headLength..].StartsWith(TrailerStart) || !json.EndsWith(TrailerEnd))
            throw new ModelPackageException($"{source} is altered or cut off: it does not end with its own digest.");
        var head = json[..headLength];
        var claimed = json.Slice(headLength + TrailerStart.Length, Digest.HexLength);
        return claimed.SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(head))))
            ? head
            : throw new ModelPackageException($"{source} is altered: its content does not have the digest it ends with.");
    }

    private static ManifestDocument ToDocument(ModelManifest manifest) => new()
    {
        Schema = ModelManifest.SchemaName,
        FormatVersion = ModelManifest.CurrentFormatVersion,
        Name = manifest.Name,
        Version = manifest.Version,
        Created = manifest.Created.ToUniversalTime(),
        Recipe = manifest.Recipe,
        Parameters = Sorted<string?>(manifest.Parameters!),
        Seed = manifest.Seed,
        Labels = manifest.Labels,
        Settings = new()
        {
            Strip = [.. Parts.Where(p => manifest.Settings.Strip.HasFlag(p.Part)).Select(p => p.Name)],
            Temperature = manifest.Settings.Temperature,
            TextColumn = manifest.Settings.TextColumn,
        },
        Dataset = manifest.Dataset is { } d
            ? new() { Name = d.Name, Digest = d.Digest, Documents = d.Documents, HeldOutDigest = d.HeldOutDigest, Version = d.Version }
            : null,
        Feedback = FeedbackReferenceDocument.Of(manifest.Feedback),
        Metrics = Sorted(manifest.Metrics),
        Evaluation = EvaluationDocument.Of(manifest.Evaluation),
        Slices = manifest.Slices.Count == 0 ? null : [.. manifest.Slices.Select(SliceDocument.Of)],
        Verdict = VerdictDocument.Of(manifest.Verdict),
        Libraries = Sorted<string?>(manifest.Libraries!),
        Payload = new() { File = manifest.Payload.File, Format = manifest.Payload.Format, Digest = manifest.Payload.Digest, Size = manifest.Payload.Size },
    };

    private static ModelManifest ToManifest(ManifestDocument document, string source)
    {
        var settings = Needed(document.Settings, "settings");
        var payload = Needed(document.Payload, "payload");
        return new()
        {
            Name = document.Name,
            Version = document.Version,
            Created = NeededValue(document.Created, "created").ToUniversalTime(),
            Recipe = Needed(document.Recipe, "recipe"),
            Parameters = Needed(document.Parameters, "parameters")!,
            Seed = document.Seed,
            Labels = Needed(document.Labels, "labels")!,
            Settings = new()
            {
                Strip = PartsOf(Needed(settings.Strip, "settings.strip"), source),
                Temperature = settings.Temperature,
                TextColumn = settings.TextColumn,
            },
            Dataset = document.Dataset is { } d
                ? new(Needed(d.Name, "dataset.name"), Needed(d.Digest, "dataset.digest"), NeededValue(d.Documents, "dataset.documents"))
                {
                    HeldOutDigest = d.HeldOutDigest,
                    Version = d.Version,
                }
                : null,
            Feedback = document.Feedback?.ToReference(source),
            Metrics = Needed(document.Metrics, "metrics"),
            Evaluation = document.Evaluation?.ToEvaluation(source),
            Slices = [.. (document.Slices ?? []).Select((slice, i) => slice?.ToSlice(source, $"slices[{i}]") ?? throw Missing($"slices[{i}]"))],
            Verdict = document.Verdict?.ToVerdict(source),
            Libraries = Needed(document.Libraries, "libraries")!,
            Payload = new(
                Needed(payload.File, "payload.file"), Needed(payload.Format, "payload.format"),
                Needed(payload.Digest, "payload.digest"), NeededValue(payload.Size, "payload.size")),
        };

        T Needed<T>(T? value, string field) where T : class => value ?? throw Missing(field);

        T NeededValue<T>(T? value, string field) where T : struct => value ?? throw Missing(field);

        ModelPackageException Missing(string field) => ManifestDocument.Missing(source, field);
    }

    private static MessageParts PartsOf(IReadOnlyList<string?> names, string source)
    {
        var parts = MessageParts.None;
        foreach (var name in names)
        {
            var part = Array.Find(Parts, p => p.Name == name).Part;
            if (part == MessageParts.None || parts.HasFlag(part))
                throw new ModelPackageException($"{source}: 'settings.strip' has '{Printable.Quote(name)}'; allowed are {string.Join(", ", Parts.Select(p => p.Name))}, each once.");
            parts |= part;
        }
        return parts;
    }

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> map)
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in map)
            sorted[name] = value;
        return sorted;
    }
}
