using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>A part of a model's ledger.</summary>
/// <param name="EntryCount">How many entries there are in all; absent from the answer to what stood at a time.</param>
/// <param name="Entries">The entries, newest first. Of what stood at a time, the one move that led there; none if there was no such alias yet.</param>
internal sealed record LedgerAnswer(int? EntryCount, IReadOnlyList<LedgerEntryAnswer> Entries);

/// <summary>One entry of a ledger.</summary>
/// <param name="Sequence">Its number, from 1.</param>
/// <param name="Time">When it was written, UTC.</param>
/// <param name="Action"><c>publish</c>, <c>move</c>, <c>rollback</c>, <c>verdict</c>, <c>delete</c>, <c>remove-feedback</c>, <c>rollout-start</c>, <c>rollout-finish</c> or <c>rollout-abort</c>.</param>
/// <param name="Actor">Who did it: the id of a key, or <c>local</c>, <c>host</c>, <c>cli</c> or <c>retrainer</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Alias">The alias it is about.</param>
/// <param name="From">The version before.</param>
/// <param name="To">The version after.</param>
/// <param name="Applied">Whether it came about: an entry is written first, and stays where it was interrupted or somebody else was faster.</param>
internal sealed record LedgerEntryAnswer(
    int Sequence, DateTimeOffset Time, string Action, string Actor, string? Reason, string? Alias, int? From, int? To, bool Applied)
{
    public static LedgerEntryAnswer Of(LedgerEntry entry) => new(
        entry.Sequence, entry.Time, ActionText(entry.Action), entry.Actor, entry.Reason, entry.Alias, entry.From, entry.To, entry.Applied);

    private static string ActionText(LedgerAction action) => action switch
    {
        LedgerAction.Publish => "publish",
        LedgerAction.Move => "move",
        LedgerAction.Rollback => "rollback",
        LedgerAction.Verdict => "verdict",
        LedgerAction.Delete => "delete",
        LedgerAction.RolloutStart => "rollout-start",
        LedgerAction.RolloutFinish => "rollout-finish",
        LedgerAction.RolloutAbort => "rollout-abort",
        LedgerAction.RemoveFeedback => "remove-feedback",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action."),
    };
}
