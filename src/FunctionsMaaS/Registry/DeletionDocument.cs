using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>How far the deletion of a version has come.</summary>
internal enum DeletionState
{
    /// <summary>No alias may be pointed to the version without calling the deletion off first; it may still have one.</summary>
    Begun,

    /// <summary>As if it had never begun.</summary>
    CalledOff,

    /// <summary>No alias points to the version, and none ever will: what is left of it may go.</summary>
    Decided,
}

/// <summary>
/// The deletion of a version as its object holds it: the one object whose swaps say who wins, somebody who deletes, somebody else who
/// does, or somebody who points an alias there. It stays for good.
/// </summary>
internal sealed record DeletionDocument
{
    public const string SchemaName = "functionsmaas/version-deletion";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 64 * 1024;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public DeletionState State { get; init; }

    /// <summary>The ledger entry of the deletion.</summary>
    public int Entry { get; init; }

    public DateTimeOffset Time { get; init; }

    public string? Actor { get; init; }

    /// <summary>Tells this write apart from every other.</summary>
    public Guid Id { get; init; }

    public static DeletionDocument Begin(LedgerDocument entry) => new()
    {
        Schema = SchemaName,
        FormatVersion = CurrentFormatVersion,
        State = DeletionState.Begun,
        Entry = entry.Sequence,
        Time = entry.Time,
        Actor = entry.Actor,
        Id = Guid.NewGuid(),
    };

    public DeletionDocument In(DeletionState state) => this with { State = state, Id = Guid.NewGuid() };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, DeletionJsonContext.Exact.DeletionDocument);

    /// <exception cref="ModelPackageException">It is not a deletion this build can read; the message names <paramref name="source"/>.</exception>
    public static DeletionDocument Read(ReadOnlySpan<byte> json, string source) =>
        StoredJson.Read(json, DeletionJsonContext.Exact.DeletionDocument, source, "a deletion")
            is { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Actor: not null, Entry: >= 1 } document
            ? document
            : throw StoredJson.Unreadable(source);
}

[JsonSerializable(typeof(DeletionDocument))]
internal sealed partial class DeletionJsonContext : JsonSerializerContext
{
    public static DeletionJsonContext Exact { get; } = new(StoredJson.Options(new JsonStringEnumConverter<DeletionState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
}
