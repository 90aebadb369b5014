using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>
/// An alias as it is stored. The id tells a move apart from another to the same version at the same moment. A move is one that came about
/// if the alias, or the entry that it names, names its entry in the ledger. Without a version the name is reserved only: there is no such
/// alias, but whoever is about to make it swaps something that a deletion can fence.
/// </summary>
internal sealed record AliasDocument
{
    public const string SchemaName = "functionsmaas/model-alias";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 64 * 1024;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public int? Version { get; init; }

    public DateTimeOffset Moved { get; init; }

    /// <summary>The ledger entry of the move that wrote this.</summary>
    public int? Entry { get; init; }

    public Guid Id { get; init; }

    /// <summary>Differs after every deletion in the model, so that a swap prepared before one fails.</summary>
    public Guid? Fence { get; init; }

    public static AliasDocument Of(LedgerDocument move) => new()
    {
        Schema = SchemaName,
        FormatVersion = CurrentFormatVersion,
        Version = move.To!.Value,
        Moved = move.Time,
        Entry = move.Sequence,
        Id = Guid.NewGuid(),
    };

    public static AliasDocument Reserve(DateTimeOffset now) =>
        new() { Schema = SchemaName, FormatVersion = CurrentFormatVersion, Moved = now, Id = Guid.NewGuid() };

    /// <summary>The same, by another ETag.</summary>
    public AliasDocument Fenced() => this with { Fence = Guid.NewGuid() };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RegistryJsonContext.Exact.AliasDocument);

    /// <exception cref="ModelPackageException">It is not an alias this build can read; the message names <paramref name="source"/>.</exception>
    public static AliasDocument Read(ReadOnlySpan<byte> json, string source)
    {
        var alias = StoredJson.Read(json, RegistryJsonContext.Exact.AliasDocument, source, "an alias");
        if (alias?.Schema != SchemaName)
            throw new ModelPackageException($"{source} is of another schema: '{Printable.Quote(alias?.Schema)}' instead of '{SchemaName}'.");
        if (alias.FormatVersion > CurrentFormatVersion)
            throw new ModelPackageException($"{source} has format version {alias.FormatVersion}; this build reads up to {CurrentFormatVersion}. Update FunctionsMaaS to use it.");
        return alias.Version is null or >= 1 ? alias : throw new ModelPackageException($"{source} points to version {alias.Version}; versions are whole numbers from 1.");
    }
}

/// <summary>The reservation of a version number. The id makes the claims of two publishers differ.</summary>
internal sealed record ClaimDocument(DateTimeOffset Claimed, Guid Id)
{
    public static byte[] Write(DateTimeOffset claimed) =>
        JsonSerializer.SerializeToUtf8Bytes(new ClaimDocument(claimed.ToUniversalTime(), Guid.NewGuid()), RegistryJsonContext.Exact.ClaimDocument);
}

[JsonSerializable(typeof(AliasDocument))]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class RegistryJsonContext : JsonSerializerContext
{
    public static RegistryJsonContext Exact { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        AllowDuplicateProperties = false,
    });
}
