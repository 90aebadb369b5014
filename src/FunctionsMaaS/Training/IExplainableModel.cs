namespace FunctionsMaaS.Training;

/// <summary>A model whose margins are sums over the n-grams of a text, so that each n-gram's part in them is exact.</summary>
public interface IExplainableModel : ITextModel
{
    /// <summary>Takes the margins of a text apart. Thread-safe.</summary>
    /// <param name="text">The text.</param>
    LinearDecomposition Decompose(string text);
}

/// <summary>The margins of a text, taken apart: for each class, its bias and the contributions of all spans add up to its margin.</summary>
public sealed record LinearDecomposition
{
    /// <summary>The text as it was scored: after stripping, if the model strips; the spans are places in it.</summary>
    public required string ScoredText { get; init; }

    /// <summary>The margin of each class: the higher, the more probable.</summary>
    public required float[] Margins { get; init; }

    /// <summary>The bias of each class: what a text without any known n-gram gets.</summary>
    public required float[] Biases { get; init; }

    /// <summary>The places that contribute, in the order of the text; none twice. Words, pairs of words and the like overlap.</summary>
    public required SpanContribution[] Spans { get; init; }
}

/// <summary>What one place of a text adds to the margin of each class.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Contributions">One for each class, in the order of the model's labels.</param>
public sealed record SpanContribution(int Start, int Length, float[] Contributions);
