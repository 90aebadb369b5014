using FunctionsMaaS.Packaging;
using FunctionsMaaS.Retraining.Feedback;

namespace FunctionsMaaS.Retraining;

/// <summary>How a retraining ended.</summary>
public enum RetrainingStatus
{
    /// <summary>The new version is the champion now.</summary>
    Promoted,

    /// <summary>The gate refused the new version, or the champion was moved by somebody else meanwhile: it is published, and is the challenger.</summary>
    Kept,

    /// <summary>The same dataset was trained on before with the same recipe: nothing was done.</summary>
    UpToDate,

    /// <summary>Another instance is retraining this model: nothing was done.</summary>
    AlreadyRunning,
}

/// <summary>How outcomes are called in answers, metrics and on the command line.</summary>
public static class RetrainingStatusNames
{
    /// <summary>The name of an outcome, in lower case with hyphens.</summary>
    public static string Name(this RetrainingStatus status) => status switch
    {
        RetrainingStatus.Promoted => "promoted",
        RetrainingStatus.Kept => "kept",
        RetrainingStatus.UpToDate => "up-to-date",
        RetrainingStatus.AlreadyRunning => "already-running",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such outcome."),
    };
}

/// <summary>The end of a retraining, with its reason and its numbers.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why, in a sentence that may be shown to anybody.</param>
/// <param name="Version">The version that was published, if any.</param>
/// <param name="Champion">The version behind the alias <c>champion</c> afterwards, if known.</param>
/// <param name="Metrics">The new version's metrics on the held-out texts, if it was measured.</param>
/// <param name="ChampionMetrics">The previous champion's metrics on the same texts, if there was one that could be measured.</param>
/// <param name="Verdict">How the new version was judged, if one was published.</param>
public sealed record RetrainingOutcome(
    RetrainingStatus Status,
    string Reason,
    int? Version = null,
    int? Champion = null,
    IReadOnlyDictionary<string, double>? Metrics = null,
    IReadOnlyDictionary<string, double>? ChampionMetrics = null,
    ModelVerdict? Verdict = null)
{
    /// <summary>What became of the feedback; <see langword="null"/> if it was not looked at.</summary>
    public FeedbackUse? Feedback { get; init; }
}
