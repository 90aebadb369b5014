namespace FunctionsMaaS.Http.Feedback;

/// <summary>What a client sends to <c>POST /api/feedback</c>, checked.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">What it should have been classified as.</param>
/// <param name="Model">The model it is for.</param>
internal sealed record FeedbackRequest(string Text, string Label, string Model);
