using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Registry;

/// <summary>A ledger entry as its object holds it. The id tells it apart from another writer's entry of the same number.</summary>
internal sealed record LedgerDocument
{
    public const string SchemaName = "functionsmaas/ledger-entry";

    public const int CurrentFormatVersion = 1;

    public const int MaxBytes = 64 * 1024;

    /// <summary>How many earlier moves an entry names, so that a long history is walked in strides.</summary>
    public const int MaxBefore = 64;

    public string? Schema { get; init; }

    public int FormatVersion { get; init; }

    public Guid Id { get; init; }

    public int Sequence { get; init; }

    public DateTimeOffset Time { get; init; }

    public LedgerAction Action { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    public string? Alias { get; init; }

    public int? From { get; init; }

    public int? To { get; init; }

    /// <summary>Of a move: the moves in effect before it, newest first, as its writer saw them. It comes about only if the first was still the last then.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];

    /// <summary>Of a rollback: the move whose outcome it restores; never itself a rollback.</summary>
    public int? Restores { get; init; }

    /// <summary>The move that first led to the version this one leads to: where a further rollback starts from.</summary>
    [JsonIgnore]
    public int Origin => Restores ?? Sequence;

    public static LedgerDocument Of(LedgerAction action, LedgerNote note) => new()
    {
        Schema = SchemaName,
        FormatVersion = CurrentFormatVersion,
        Id = Guid.NewGuid(),
        Action = action,
        Actor = note.Actor,
        Reason = note.Reason,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJsonContext.Exact.LedgerDocument);

    /// <summary>Reads the entry of a number, or <see langword="null"/> if this is not it, or not one that this build can read.</summary>
    public static LedgerDocument? Read(ReadOnlySpan<byte> json, int sequence)
    {
        var document = StoredJson.ReadOrNull(json, LedgerJsonContext.Exact.LedgerDocument);
        return document is { Schema: SchemaName, FormatVersion: <= CurrentFormatVersion, Actor: not null, Before: not null }
            && document.Sequence == sequence && document.Before.All(earlier => earlier >= 1 && earlier < sequence) ? document : null;
    }

    public LedgerEntry ToEntry(bool applied) => new()
    {
        Sequence = Sequence,
        Time = Time,
        Action = Action,
        Actor = Actor!,
        Reason = Reason,
        Alias = Alias,
        From = From,
        To = To,
        Applied = applied,
    };
}

[JsonSerializable(typeof(LedgerDocument))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext
{
    public static LedgerJsonContext Exact { get; } = new(StoredJson.Options(new JsonStringEnumConverter<LedgerAction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
}
