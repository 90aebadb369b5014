using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Retraining.Feedback;

/// <summary>
/// Decides what is learned from feedback. The dataset has the last word: a text it has keeps its label, a text it holds out is never learned
/// from, and a label it does not have is kept out. See docs/adr/0014-retraining.md.
/// </summary>
/// <param name="train">The examples of the dataset that are learned from.</param>
/// <param name="heldOut">Whether a text is held out.</param>
/// <param name="options">How much feedback is taken, and of which labels.</param>
internal sealed class FeedbackSelection(Dataset train, Func<LabeledText, bool> heldOut, RetrainingOptions options)
{
    /// <summary>The training set with the feedback that is learned from, and what became of the rest.</summary>
    public (Dataset Train, FeedbackUse Use) Add(IReadOnlyList<FeedbackEntry> entries)
    {
        var labels = train.Labels.ToHashSet(StringComparer.Ordinal);
        var admitted = entries.Where(e => options.FeedbackNewLabels || labels.Contains(e.Example.Label)).ToList();
        var known = train.Examples.ToLookup(e => TextKey.Of(e.Text), e => e.Label);
        var fates = FeedbackVotes.Count(admitted).ToLookup(c => FateOf(c, known));
        var fresh = fates[Fate.Fresh].ToList();
        var chosen = FairShare.Choose(fresh, Room());
        var examples = chosen.Select(c => c.Example).ToArray();
        var use = new FeedbackUse
        {
            Stored = entries.Count,
            Quarantined = entries.Count - admitted.Count,
            Known = fates[Fate.Known].Count(),
            Contradicting = fates[Fate.Contradicting].Count(),
            HeldOut = fates[Fate.HeldOut].Count(),
            OverShare = fresh.Count - chosen.Count,
            Used = chosen.Count,
            Digest = chosen.Count == 0 ? null : new Dataset("feedback", examples).Digest,
            Contributors = CountsOf(chosen),
        };
        return (chosen.Count == 0 ? train : new(train.Name, [.. train.Examples, .. examples]), use);
    }

    private Fate FateOf(FeedbackCandidate candidate, ILookup<TextKey, string> known)
    {
        if (known.Contains(candidate.Key))
            return known[candidate.Key].Contains(candidate.Example.Label, StringComparer.Ordinal) ? Fate.Known : Fate.Contradicting;
        return heldOut(candidate.Example) ? Fate.HeldOut : Fate.Fresh;
    }

    /// <summary>As many examples as make up the share of the whole: n / (n + train) is at most the share.</summary>
    private int Room() => (int)Math.Min(int.MaxValue, Math.Floor((train.Examples.Count * options.FeedbackShare / (1 - options.FeedbackShare)) + 1e-9));

    private static SortedDictionary<string, int> CountsOf(IEnumerable<FeedbackCandidate> chosen) =>
        new(chosen.SelectMany(c => c.Contributors).CountBy(key => key).ToDictionary(), StringComparer.Ordinal);

    private enum Fate
    {
        Fresh,
        Known,
        Contradicting,
        HeldOut,
    }
}
