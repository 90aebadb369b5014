namespace FunctionsMaaS.Training;

/// <summary>What training hands on: the payload and all that a manifest says of how it was made.</summary>
public sealed record TrainedModel
{
    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The recipe's parameters as used, names to invariant text, enough to repeat the training.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The seed used.</summary>
    public required int Seed { get; init; }

    /// <summary>The classes, in the order of the model's scores.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The <see cref="IModelFormat.Name"/> of the payload.</summary>
    public required string Format { get; init; }

    /// <summary>The payload.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>How the payload must be used.</summary>
    public required ModelSettings Settings { get; init; }

    /// <summary>Digest of the dataset trained on (<see cref="Data.Dataset.Digest"/>, before stripping).</summary>
    public required string DatasetDigest { get; init; }

    /// <summary>Name of the dataset trained on.</summary>
    public required string DatasetName { get; init; }

    /// <summary>How many examples were trained on.</summary>
    public required int Documents { get; init; }
}
