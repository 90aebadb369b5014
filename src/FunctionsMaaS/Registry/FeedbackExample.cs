namespace FunctionsMaaS.Registry;

/// <summary>A corrected example as somebody sends it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">What it should have been classified as; need not be a label that any version knows.</param>
/// <param name="KeyId">The id of the key that it was sent with, so that the examples of one contributor can be found; <see langword="null"/> if none was.</param>
public sealed record FeedbackExample(string Text, string Label, string? KeyId);

/// <summary>A corrected example as it is stored.</summary>
/// <param name="Id">Its id: 32 hexadecimal digits.</param>
/// <param name="Model">The model it is for.</param>
/// <param name="Example">What was sent.</param>
/// <param name="Received">When it was sent first, UTC.</param>
public sealed record FeedbackEntry(string Id, string Model, FeedbackExample Example, DateTimeOffset Received);
