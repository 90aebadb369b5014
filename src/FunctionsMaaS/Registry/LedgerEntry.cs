namespace FunctionsMaaS.Registry;

/// <summary>What a ledger entry tells of.</summary>
public enum LedgerAction
{
    /// <summary>A version was published.</summary>
    Publish,

    /// <summary>An alias was pointed to a version.</summary>
    Move,

    /// <summary>An alias was pointed to the version that it had before.</summary>
    Rollback,

    /// <summary>A new version was compared with the one in production.</summary>
    Verdict,

    /// <summary>A version was deleted.</summary>
    Delete,

    /// <summary>A rollout was started, or its share changed.</summary>
    RolloutStart,

    /// <summary>A rollout was finished: the champion moves to its candidate.</summary>
    RolloutFinish,

    /// <summary>A rollout was given up.</summary>
    RolloutAbort,

    /// <summary>Corrected examples were removed.</summary>
    RemoveFeedback,
}

/// <summary>One entry of a model's ledger: who did what, when and why.</summary>
public sealed record LedgerEntry
{
    /// <summary>Its number, from 1, without gaps; unique in the ledger of a model.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it was written, UTC; what it tells of happened within moments after. Never before the time of an earlier move of the same alias, whatever clocks say.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it tells of.</summary>
    public required LedgerAction Action { get; init; }

    /// <summary>Who did it: the id of a key, or a part of the product such as <c>cli</c> or <c>retrainer</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Why, in the words of the actor; <see langword="null"/> if none were given.</summary>
    public string? Reason { get; init; }

    /// <summary>The alias that moved, or that a verdict is about; <see langword="null"/> for publishing and deleting.</summary>
    public string? Alias { get; init; }

    /// <summary>The version before; <see langword="null"/> if there was none.</summary>
    public int? From { get; init; }

    /// <summary>The version after; <see langword="null"/> after a deletion.</summary>
    public int? To { get; init; }

    /// <summary>Whether it came about. An entry is written before what it tells of; it stays, not applied, where that was interrupted or somebody else was faster.</summary>
    public required bool Applied { get; init; }
}

/// <summary>A part of a ledger.</summary>
/// <param name="EntryCount">How many entries there are in all.</param>
/// <param name="Entries">The entries of this part, newest first. One that is damaged is left out.</param>
public sealed record LedgerPage(int EntryCount, IReadOnlyList<LedgerEntry> Entries);
