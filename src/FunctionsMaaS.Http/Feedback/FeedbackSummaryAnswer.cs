using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Http.Feedback;

/// <summary>Who sent which corrections. Has no text.</summary>
/// <param name="Model">The model they are for.</param>
/// <param name="Examples">How many there are, of those asked for.</param>
/// <param name="Contributors">Who sent them, by the id of the key.</param>
internal sealed record FeedbackSummaryAnswer(string Model, int Examples, IReadOnlyList<FeedbackContributorAnswer> Contributors)
{
    public static FeedbackSummaryAnswer Of(string model, IReadOnlyList<FeedbackContributor> sent, IReadOnlyList<string>? knownLabels)
    {
        var known = knownLabels?.ToHashSet(StringComparer.Ordinal);
        return new(model, sent.Sum(s => s.Examples), [.. sent.Select(s => new FeedbackContributorAnswer(
            s.Key, s.Examples, s.First, s.Last, [.. s.Labels.Select(l => new FeedbackLabelAnswer(l.Key, l.Value, known?.Contains(l.Key)))]))]);
    }
}

/// <summary>The corrections of one key.</summary>
/// <param name="Key">The id of the key; <c>-</c> for those sent without one.</param>
/// <param name="Examples">How many.</param>
/// <param name="First">When the first was received, UTC.</param>
/// <param name="Last">When the last was received, UTC.</param>
/// <param name="Labels">The labels they have.</param>
internal sealed record FeedbackContributorAnswer(string Key, int Examples, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<FeedbackLabelAnswer> Labels);

/// <summary>The corrections of one key with one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Examples">How many.</param>
/// <param name="Known">Whether the champion knows the label; those it does not are kept out of training until the dataset has it. Absent if there is no champion.</param>
internal sealed record FeedbackLabelAnswer(string Label, int Examples, bool? Known);

/// <summary>What was removed.</summary>
/// <param name="Model">The model.</param>
/// <param name="Removed">How many corrections.</param>
internal sealed record FeedbackRemovedAnswer(string Model, int Removed);
