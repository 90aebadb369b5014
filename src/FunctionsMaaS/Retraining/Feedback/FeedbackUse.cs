namespace FunctionsMaaS.Retraining.Feedback;

/// <summary>What became of the corrected examples that are stored for a model.</summary>
public sealed record FeedbackUse
{
    /// <summary>How many examples are stored, repetitions and all.</summary>
    public required int Stored { get; init; }

    /// <summary>How many of them have a label that the dataset does not, and so are kept out.</summary>
    public required int Quarantined { get; init; }

    /// <summary>How many texts the training set has with that label already.</summary>
    public required int Known { get; init; }

    /// <summary>How many texts the training set has with another label, which stands.</summary>
    public required int Contradicting { get; init; }

    /// <summary>How many texts are held out to measure on, and never learned from.</summary>
    public required int HeldOut { get; init; }

    /// <summary>How many texts are left out since there is more feedback than <see cref="RetrainingOptions.FeedbackShare"/> allows.</summary>
    public required int OverShare { get; init; }

    /// <summary>How many texts are learned from.</summary>
    public required int Used { get; init; }

    /// <summary>The <see cref="Data.Dataset.Digest"/> of what is learned from; <see langword="null"/> if nothing is.</summary>
    public string? Digest { get; init; }

    /// <summary>The ids of the keys that stand behind what is learned from, with the number of texts; a text that two sent counts for both.
    /// <see cref="Registry.FeedbackFilter.NoKey"/> is for those sent without a key.</summary>
    public required IReadOnlyDictionary<string, int> Contributors { get; init; }
}
