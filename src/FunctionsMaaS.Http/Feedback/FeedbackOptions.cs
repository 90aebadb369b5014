namespace FunctionsMaaS.Http.Feedback;

/// <summary>Whether corrections are taken: section <c>Maas:Feedback</c>.</summary>
public sealed class FeedbackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Maas:Feedback";

    /// <summary>Whether <c>POST /api/feedback</c> stores what it is sent.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool Accept { get; set; } = true;
}
