using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Retraining.Feedback;

namespace FunctionsMaaS.Retraining;

/// <summary>What a run learns from and measures on.</summary>
/// <param name="Train">The examples to learn from, feedback among them.</param>
/// <param name="HeldOut">The examples to measure on, none of whose texts is learned from.</param>
/// <param name="Feedback">What became of the feedback; <see langword="null"/> if it is not used.</param>
internal sealed record TrainingSet(Dataset Train, Dataset HeldOut, FeedbackUse? Feedback)
{
    /// <summary>A package whose manifest says what this set is.</summary>
    /// <param name="package">A package trained on it.</param>
    /// <param name="datasetVersion">The version under which it is kept, if it is.</param>
    public ModelPackage Describe(ModelPackage package, int? datasetVersion) => package with
    {
        Manifest = package.Manifest with
        {
            Dataset = package.Manifest.Dataset! with { HeldOutDigest = HeldOut.Digest, Version = datasetVersion },
            Feedback = Feedback is null or { Stored: 0 } ? null : new(Feedback.Used, Feedback.Quarantined, Feedback.Digest, Feedback.Contributors),
        },
    };
}
