using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Packaging;

/// <summary>A manifest and the payload it describes, verified against each other.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Payload">The payload; its size and digest are those of the manifest.</param>
public sealed record ModelPackage(ModelManifest Manifest, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The largest payload, in bytes: 1 GiB.</summary>
    public const int MaxPayloadBytes = 1024 * 1024 * 1024;

    /// <summary>The package with the figures of a report in its manifest.</summary>
    /// <param name="report">How well the model does on texts it has not learned from.</param>
    public ModelPackage With(EvaluationReport report) =>
        this with { Manifest = Manifest with { Metrics = ModelPackages.MetricsOf(report), Evaluation = ModelEvaluation.Of(report, Manifest.Labels), Slices = report.Slices ?? [] } };

    /// <summary>The package with a verdict in its manifest.</summary>
    /// <param name="verdict">How it was judged against the version in production.</param>
    public ModelPackage With(ModelVerdict verdict) => this with { Manifest = Manifest with { Verdict = verdict } };

    /// <summary>Checks that the payload is the one the manifest describes. Readers of files and registries have done so.</summary>
    /// <param name="source">What is being checked, to begin messages with.</param>
    /// <returns>This package.</returns>
    /// <exception cref="ModelPackageException">The payload is longer or shorter than the manifest says, or has another digest.</exception>
    public ModelPackage Verify(string source)
    {
        var (file, size, digest) = (Manifest.Payload.File, Manifest.Payload.Size, Manifest.Payload.Digest);
        if (Payload.Length < size)
            throw new ModelPackageException($"{file} of {source} is truncated: {Payload.Length} bytes instead of {size}.");
        if (Payload.Length > size)
            throw new ModelPackageException($"{file} of {source} is altered: {Payload.Length} bytes instead of {size}.");
        return Digest.Of(Payload.Span) == digest
            ? this
            : throw new ModelPackageException($"{file} of {source} is altered: its digest is not the one in the manifest.");
    }

    /// <summary>Loads the model with the format its manifest names.</summary>
    /// <param name="formats">The formats there are.</param>
    /// <returns>The model, owned by the caller.</returns>
    /// <exception cref="ModelPackageException">No such format is among them, the payload is not what the format reads, or the model's labels are not the manifest's.</exception>
    public ITextModel Open(IEnumerable<IModelFormat> formats)
    {
        var model = ModelPackages.Load(Payload, Manifest.Payload.Format, Manifest.Settings, formats);
        if (model.Labels.SequenceEqual(Manifest.Labels, StringComparer.Ordinal))
            return model;
        var found = model.Labels.Count;
        model.Dispose();
        throw new ModelPackageException(
            $"The model in {Manifest.Payload.File} does not answer with the labels of its manifest, in their order: it has {found}, the manifest {Manifest.Labels.Count}.");
    }
}
