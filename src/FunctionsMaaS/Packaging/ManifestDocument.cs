using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsMaaS.Packaging;

/// <summary>
/// A manifest as its JSON has it, in the order it is written. Everything is nullable, so that what is missing is told apart from what
/// is wrong, and said in the words of the file rather than of a serializer.
/// </summary>
internal sealed record ManifestDocument
{
    public string? Schema { get; init; }

    public int? FormatVersion { get; init; }

    public string? Name { get; init; }

    public int? Version { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Recipe { get; init; }

    public IReadOnlyDictionary<string, string?>? Parameters { get; init; }

    public int? Seed { get; init; }

    public IReadOnlyList<string?>? Labels { get; init; }

    public SettingsDocument? Settings { get; init; }

    public DatasetDocument? Dataset { get; init; }

    public FeedbackReferenceDocument? Feedback { get; init; }

    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    public EvaluationDocument? Evaluation { get; init; }

    public IReadOnlyList<SliceDocument?>? Slices { get; init; }

    public VerdictDocument? Verdict { get; init; }

    public IReadOnlyDictionary<string, string?>? Libraries { get; init; }

    public PayloadDocument? Payload { get; init; }

    /// <summary>What is wrong with a manifest that lacks a member.</summary>
    public static ModelPackageException Missing(string source, string member) => new($"{source} has no '{member}'.");
}

internal sealed record SettingsDocument
{
    public IReadOnlyList<string?>? Strip { get; init; }

    public double? Temperature { get; init; }

    public string? TextColumn { get; init; }
}

internal sealed record DatasetDocument
{
    public string? Name { get; init; }

    public string? Digest { get; init; }

    public int? Documents { get; init; }

    public string? HeldOutDigest { get; init; }

    public int? Version { get; init; }
}

internal sealed record PayloadDocument
{
    public string? File { get; init; }

    public string? Format { get; init; }

    public string? Digest { get; init; }

    public long? Size { get; init; }
}

[JsonSerializable(typeof(ManifestDocument))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext
{
    /// <summary>
    /// The same bytes on every system: two spaces, <c>\n</c>. A manifest is read by people and never pasted into HTML, so only what
    /// JSON itself requires is escaped.
    /// </summary>
    public static ManifestJsonContext Exact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = ManifestScan.MaxDepth,
    });
}
