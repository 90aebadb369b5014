using FunctionsMaaS.Data;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Testing.Models;

/// <summary>"Trains" a model of <see cref="StubFormat"/> that gives every text one label of the dataset, as the test says.</summary>
public sealed class StubRecipe : IRecipe
{
    public string Name => "stub";

    /// <summary>The label that the next model gives.</summary>
    public string Answer { get; set; } = "a";

    /// <summary>How often it trained.</summary>
    public int Trainings { get; private set; }

    /// <summary>What it was given last.</summary>
    public Dataset? Trained { get; private set; }

    /// <summary>Called while training.</summary>
    public Action? During { get; set; }

    public TrainedModel Train(Dataset dataset, TrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        Trainings++;
        Trained = dataset;
        During?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        string[] labels = [Answer, .. dataset.Labels.Where(l => l != Answer)];
        return new()
        {
            Recipe = Name,
            Parameters = new Dictionary<string, string>(),
            Seed = options.Seed,
            Labels = labels,
            Format = "stub",
            Payload = StubFormat.Payload(labels),
            Settings = new() { Strip = options.Strip },
            DatasetDigest = dataset.Digest,
            DatasetName = dataset.Name,
            Documents = dataset.Examples.Count,
        };
    }
}
