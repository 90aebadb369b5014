using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Retraining.Feedback;

/// <summary>
/// Makes one example of each text. Every key has one vote a text, its newest; the label with most votes wins, of labels with as many the
/// one that was sent last. So nobody outvotes others by sending more.
/// </summary>
internal static class FeedbackVotes
{
    /// <summary>The texts, in an order that the content alone decides.</summary>
    public static IEnumerable<FeedbackCandidate> Count(IEnumerable<FeedbackEntry> entries) =>
        entries.GroupBy(e => TextKey.Of(e.Example.Text)).Select(text => Count(text.Key, text)).OrderBy(c => c.Example.Id, StringComparer.Ordinal);

    private static FeedbackCandidate Count(TextKey key, IEnumerable<FeedbackEntry> sent)
    {
        var votes = sent.GroupBy(e => e.Example.KeyId ?? FeedbackFilter.NoKey).Select(sender => sender.OrderByDescending(e => e.Received).ThenBy(e => e.Id, StringComparer.Ordinal).First());
        var won = votes.GroupBy(e => e.Example.Label)
            .OrderByDescending(label => label.Count()).ThenByDescending(label => label.Max(e => e.Received)).ThenBy(label => label.Key, StringComparer.Ordinal)
            .First().OrderBy(e => e.Id, StringComparer.Ordinal).ToList();
        return new(
            key,
            new() { Id = $"feedback/{won[0].Id}", Label = won[0].Example.Label, Text = won[0].Example.Text },
            [.. won.Select(e => e.Example.KeyId ?? FeedbackFilter.NoKey).Order(StringComparer.Ordinal)],
            won.Max(e => e.Received));
    }
}
