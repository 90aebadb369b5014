using FunctionsMaaS.Data;

namespace FunctionsMaaS.Retraining.Feedback;

/// <summary>A text that feedback speaks of, with the label that its senders agreed on.</summary>
/// <param name="Key">The text, as duplicates are told.</param>
/// <param name="Example">What may be learned.</param>
/// <param name="Contributors">The ids of the keys that want this label, in ordinal order.</param>
/// <param name="Newest">When the last of them sent it.</param>
internal sealed record FeedbackCandidate(TextKey Key, LabeledText Example, IReadOnlyList<string> Contributors, DateTimeOffset Newest);
