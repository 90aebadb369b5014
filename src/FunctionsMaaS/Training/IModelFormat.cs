using FunctionsMaaS.Data;

namespace FunctionsMaaS.Training;

/// <summary>A kind of payload: knows how bytes become a model.</summary>
public interface IModelFormat
{
    /// <summary>The name that manifests carry, such as <c>mlnet-zip</c>.</summary>
    string Name { get; }

    /// <summary>The file name of such a payload inside a package or version, such as <c>model.zip</c>.</summary>
    string FileName { get; }

    /// <summary>Loads a payload whose digest was already checked.</summary>
    /// <param name="payload">The whole payload.</param>
    /// <param name="settings">What the payload alone does not say.</param>
    /// <exception cref="InvalidDataException">The payload is damaged, or is not a text classifier; the message says what was found and what is needed.</exception>
    ITextModel Load(ReadOnlyMemory<byte> payload, ModelSettings settings);
}

/// <summary>How a model must be used, beyond what its payload says. Kept in the manifest.</summary>
public sealed record ModelSettings
{
    /// <summary>The parts that were removed from every training text, and so are removed from every text before it is scored.</summary>
    public MessageParts Strip { get; init; }

    /// <summary>
    /// The temperature T of softmax(scores / T), or of p^(1/T) renormalised where the payload gives probabilities (Guo et al. 2017);
    /// finite and above 0. <see langword="null"/>: the model's scores are used as they are if they are probabilities, else through softmax.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>The input column that takes the text, where an ML.NET model has several text columns; otherwise <see langword="null"/>.</summary>
    public string? TextColumn { get; init; }
}
