using FunctionsMaaS.Data;

namespace FunctionsMaaS.Registry;

/// <summary>Who changes something, and why, for the ledger.</summary>
public sealed record LedgerNote
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int MaxReasonLength = 1000;

    private const int MaxActorLength = 100;

    /// <summary>Makes a note.</summary>
    /// <param name="actor">Who: the id of a key, or a part of the product; 1 to 100 visible characters.</param>
    /// <param name="reason">Why: one line of at most <see cref="MaxReasonLength"/> characters, without white space around it; blank for none.</param>
    /// <exception cref="ArgumentException">One of them is not allowed.</exception>
    public LedgerNote(string actor, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Length is 0 or > MaxActorLength || actor.Any(char.IsControl))
            throw new ArgumentException($"'{Printable.Quote(actor)}' is no actor: allowed are 1 to {MaxActorLength} visible characters.", nameof(actor));
        Actor = actor;
        Reason = EnsureReason(reason);
    }

    /// <summary>Somebody on this machine, who gave no key and no reason.</summary>
    public static LedgerNote Local { get; } = new("local");

    /// <summary>Who.</summary>
    public string Actor { get; }

    /// <summary>Why.</summary>
    public string? Reason { get; }

    /// <summary>A reason that the product made, cut where it is too long for the ledger.</summary>
    internal static string Shortened(string reason) => reason.Length <= MaxReasonLength ? reason : reason[..(MaxReasonLength - 1)] + "…";

    /// <summary>Checks a reason.</summary>
    /// <returns>The reason without white space around it; <see langword="null"/> if nothing is left.</returns>
    /// <exception cref="ArgumentException">It is too long, or not one line.</exception>
    public static string? EnsureReason(string? reason)
    {
        if (reason?.Trim() is not { Length: > 0 } trimmed)
            return null;
        if (trimmed.Length > MaxReasonLength)
            throw new ArgumentException($"The reason has {trimmed.Length} characters: at most {MaxReasonLength} are allowed.", nameof(reason));
        return trimmed.Any(char.IsControl)
            ? throw new ArgumentException($"The reason {Quoted.Value(trimmed)} has a control character: a reason is one line of visible text.", nameof(reason))
            : trimmed;
    }
}
