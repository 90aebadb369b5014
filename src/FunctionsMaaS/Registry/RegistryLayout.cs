using System.Globalization;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;

namespace FunctionsMaaS.Registry;

/// <summary>
/// Where things are in a store. A version exists when its manifest does; a claim reserves its number before that, and stays.
/// <code>
/// models/&lt;name&gt;/annotations.json                                 description and tags, likewise of a version
/// models/&lt;name&gt;/versions/&lt;n&gt;/{claim.json, model.zip | model.bin, manifest.sig, manifest.json, annotations.json, archived.json, deletion.json}
/// models/&lt;name&gt;/aliases/&lt;alias&gt;.json
/// models/&lt;name&gt;/rollout.json                                  the last canary or shadow
/// models/&lt;name&gt;/ledger/&lt;n&gt;.json                               n of ten digits, so that they sort
/// models/&lt;name&gt;/feedback/&lt;id&gt;.json                            in a container of its own, where there are containers
/// datasets/&lt;model&gt;/versions/&lt;n&gt;.json                         likewise, and n of ten digits
/// datasets/&lt;model&gt;/content/&lt;digest&gt;.jsonl.gz
/// </code>
/// </summary>
internal static class RegistryLayout
{
    private const string Json = ".json";
    private const string SequenceFormat = "D10";
    private const int SequenceDigits = 10;
    private const string ClaimFile = "claim.json";

    /// <summary>The file that says that a version is being deleted, or was.</summary>
    public const string DeletionFile = "deletion.json";

    /// <summary>The file that is there while a version is archived.</summary>
    public const string ArchivedFile = "archived.json";

    /// <summary>The file with description and tags.</summary>
    public const string AnnotationsFile = "annotations.json";

    public static ObjectKey Models { get; } = ObjectKey.Of("models");

    public static ObjectKey Versions(string name) => ObjectKey.Of("models", name, "versions");

    public static ObjectKey Manifest(string name, int version) => InVersion(name, version, ManifestJson.FileName);

    public static ObjectKey Signature(string name, int version) => InVersion(name, version, ManifestSignature.FileName);

    public static ObjectKey Payload(string name, int version, string file) => InVersion(name, version, file);

    public static ObjectKey Claim(string name, int version) => InVersion(name, version, ClaimFile);

    public static ObjectKey Deletion(string name, int version) => InVersion(name, version, DeletionFile);

    public static ObjectKey Archived(string name, int version) => InVersion(name, version, ArchivedFile);

    public static ObjectKey Annotations(string name, int? version) =>
        version is { } number ? InVersion(name, number, AnnotationsFile) : ObjectKey.Of("models", name, AnnotationsFile);

    public static ObjectKey Version(string name, int version) => ObjectKey.Of("models", name, "versions", version.ToString(CultureInfo.InvariantCulture));

    public static ObjectKey InVersion(string name, int version, string file) =>
        ObjectKey.Of("models", name, "versions", version.ToString(CultureInfo.InvariantCulture), file);

    /// <summary>Whether a file of a version stays when the version is deleted, so that its number is never used again.</summary>
    public static bool OutlivesVersion(string file) => file is ClaimFile or DeletionFile;

    public static ObjectKey Aliases(string name) => ObjectKey.Of("models", name, "aliases");

    public static ObjectKey Alias(string name, string alias) => ObjectKey.Of("models", name, "aliases", alias + Json);

    public static ObjectKey Rollout(string name) => ObjectKey.Of("models", name, "rollout.json");

    public static ObjectKey Lease(string name, string purpose) => ObjectKey.Of("models", name, "leases", purpose);

    /// <summary>The alias kept in an object of <see cref="Aliases"/>, or <see langword="null"/> if the object is something else.</summary>
    public static string? AliasOf(string objectName)
    {
        if (!objectName.EndsWith(Json, StringComparison.Ordinal))
            return null;
        var alias = objectName[..^Json.Length];
        return ModelReference.IsName(alias) ? alias : null;
    }

    public static ObjectKey LedgerOf(string name) => ObjectKey.Of("models", name, "ledger");

    public static ObjectKey LedgerEntry(string name, int sequence) =>
        ObjectKey.Of("models", name, "ledger", sequence.ToString(SequenceFormat, CultureInfo.InvariantCulture) + Json);

    /// <summary>The number of the entry or dataset kept in an object of <see cref="LedgerOf"/> or <see cref="DatasetsOf"/>, or <see langword="null"/> if the object is something else.</summary>
    public static int? SequenceOf(string objectName) =>
        objectName.Length == SequenceDigits + Json.Length && objectName.EndsWith(Json, StringComparison.Ordinal)
        && int.TryParse(objectName.AsSpan(0, SequenceDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence >= 1 ? sequence : null;

    public static ObjectKey DatasetsOf(string model) => ObjectKey.Of("datasets", model, "versions");

    public static ObjectKey DatasetVersion(string model, int version) =>
        ObjectKey.Of("datasets", model, "versions", version.ToString(SequenceFormat, CultureInfo.InvariantCulture) + Json);

    public static ObjectKey DatasetContent(string model, string digest) => ObjectKey.Of("datasets", model, "content", digest[Digest.Prefix.Length..] + DatasetLines.Extension);

    public static ObjectKey FeedbackOf(string name) => ObjectKey.Of("models", name, "feedback");

    public static ObjectKey Feedback(string name, string id) => ObjectKey.Of("models", name, "feedback", id + Json);

    /// <summary>The id of the example kept in an object of <see cref="FeedbackOf"/>, or <see langword="null"/> if the object is something else.</summary>
    public static string? FeedbackIdOf(string objectName) =>
        objectName.EndsWith(Json, StringComparison.Ordinal) && FeedbackStore.IsId(objectName[..^Json.Length]) ? objectName[..^Json.Length] : null;

    /// <summary>The version number that a path below <see cref="Versions"/> begins with, or <see langword="null"/>. Only the spelling that is written counts: <c>7</c>, not <c>007</c>.</summary>
    public static int? VersionOf(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var number = slash < 0 ? path : path[..slash];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1 && number[0] != '0' ? version : null;
    }

    /// <summary>The file directly in the folder of a version that a path below <see cref="Versions"/> names, or <see langword="null"/>.</summary>
    public static string? FileOf(string path) =>
        path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && path.IndexOf('/', slash + 1) < 0 ? path[(slash + 1)..] : null;
}
