using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>A compact model in memory, in full precision: what training makes and a file is written from.</summary>
internal sealed record CompactParameters
{
    /// <summary>The classes.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Which n-grams to read.</summary>
    public required NgramSettings Settings { get; init; }

    /// <summary>The keys of the n-grams, ascending and distinct.</summary>
    public required ulong[] Keys { get; init; }

    /// <summary>The inverse document frequencies of the n-grams, above 0, each a bfloat16.</summary>
    public required float[] Idf { get; init; }

    /// <summary><c>Keys x Labels</c> weights, n-gram by n-gram, with the idf multiplied in.</summary>
    public required float[] Weights { get; init; }

    /// <summary>One for each label.</summary>
    public required float[] Biases { get; init; }

    /// <summary>How margins become probabilities.</summary>
    public required Probabilities Probabilities { get; init; }
}
