namespace FunctionsMaaS.Explanation;

/// <summary>Why a text got its label: what every place of it added to the margin of that label, exactly, and how it would have to look for the runner-up.</summary>
public sealed record TextExplanation
{
    /// <summary>The text that was scored; the spans of <see cref="Tokens"/> are places in it. Other than the text asked about only if the model strips message parts.</summary>
    public required string ScoredText { get; init; }

    /// <summary>The explained label.</summary>
    public required string Label { get; init; }

    /// <summary>The label's margin: <see cref="Bias"/> and the contributions of all tokens add up to it.</summary>
    public required double Margin { get; init; }

    /// <summary>What the label gets from a text without any known word.</summary>
    public required double Bias { get; init; }

    /// <summary>The best other label.</summary>
    public required string RunnerUp { get; init; }

    /// <summary>The runner-up's margin.</summary>
    public required double RunnerUpMargin { get; init; }

    /// <summary>The runner-up's bias.</summary>
    public required double RunnerUpBias { get; init; }

    /// <summary>The places that contributed, the strongest for or against the label first. They overlap: a word, the pairs it is in.</summary>
    public required IReadOnlyList<TokenContribution> Tokens { get; init; }
}

/// <summary>What one place of a text added.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Contribution">What it added to the label's margin; negative if it speaks against the label.</param>
/// <param name="RunnerUpContribution">What it added to the runner-up's margin.</param>
public readonly record struct TokenContribution(int Start, int Length, double Contribution, double RunnerUpContribution)
{
    /// <summary>How much more it says for the label than for the runner-up.</summary>
    public double AgainstRunnerUp => Contribution - RunnerUpContribution;
}
