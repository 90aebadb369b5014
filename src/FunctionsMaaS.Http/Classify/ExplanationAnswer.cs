using FunctionsMaaS.Explanation;

namespace FunctionsMaaS.Http.Classify;

/// <summary>Why a text got its label, or why that cannot be said. Numbers are as exact as the model: bias and contributions add up to the margin.</summary>
/// <param name="Available">Whether the model can be explained.</param>
/// <param name="Reason">Why it cannot.</param>
/// <param name="Label">The label explained.</param>
/// <param name="Margin">Its margin: the bias and all contributions.</param>
/// <param name="Bias">What a text without any known word gets.</param>
/// <param name="RunnerUp">The best other label.</param>
/// <param name="RunnerUpMargin">Its margin.</param>
/// <param name="RunnerUpBias">Its bias.</param>
/// <param name="ScoredText">The text that the spans are places in, where the model strips parts of what it was sent.</param>
/// <param name="Tokens">The places that contributed, the strongest first.</param>
internal sealed record ExplanationAnswer(
    bool Available,
    string? Reason = null,
    string? Label = null,
    double? Margin = null,
    double? Bias = null,
    string? RunnerUp = null,
    double? RunnerUpMargin = null,
    double? RunnerUpBias = null,
    string? ScoredText = null,
    IReadOnlyList<TokenAnswer>? Tokens = null)
{
    private static readonly ExplanationAnswer NotAvailable =
        new(false, "An explanation is not available for this model: its scores are not sums over the words of the text.");

    /// <summary>The explanation of <paramref name="text"/>, or that there is none.</summary>
    public static ExplanationAnswer Of(TextExplanation? explanation, string text) => explanation is null
        ? NotAvailable
        : new(
            true,
            Label: explanation.Label,
            Margin: explanation.Margin,
            Bias: explanation.Bias,
            RunnerUp: explanation.RunnerUp,
            RunnerUpMargin: explanation.RunnerUpMargin,
            RunnerUpBias: explanation.RunnerUpBias,
            ScoredText: explanation.ScoredText == text ? null : explanation.ScoredText,
            Tokens: [.. explanation.Tokens.Select(t => TokenAnswer.Of(t, explanation.ScoredText))]);
}

/// <summary>One place of a text.</summary>
/// <param name="Text">What stands there.</param>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Contribution">What it added to the label's margin.</param>
/// <param name="AgainstRunnerUp">How much more that is than it added to the runner-up's.</param>
internal sealed record TokenAnswer(string Text, int Start, int Length, double Contribution, double AgainstRunnerUp)
{
    public static TokenAnswer Of(TokenContribution token, string text) =>
        new(text.Substring(token.Start, token.Length), token.Start, token.Length, token.Contribution, token.AgainstRunnerUp);
}
