using FunctionsMaaS.Data;

namespace FunctionsMaaS.Training;

/// <summary>A way to train: features, algorithm and tuned defaults under one name. Stateless and thread-safe.</summary>
public interface IRecipe
{
    /// <summary>The name on the command line and in manifests, such as <c>sdca</c>.</summary>
    string Name { get; }

    /// <summary>Trains on every example of <paramref name="dataset"/>. The same dataset content and options give the same payload bytes.</summary>
    /// <exception cref="DatasetException">The dataset has fewer than two labels, or nothing to learn from is left after stripping.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    TrainedModel Train(Dataset dataset, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>What the caller of a recipe may choose.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seeds every random choice. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The message parts to remove before learning, and later before scoring. Default none.</summary>
    public MessageParts Strip { get; init; }
}

/// <summary>One step of a training run.</summary>
/// <param name="Stage">What is being done, in a few words, such as <c>fitting sdca</c>.</param>
/// <param name="Fraction">How much of the whole run is done, 0 to 1.</param>
public readonly record struct TrainingProgress(string Stage, double Fraction);
