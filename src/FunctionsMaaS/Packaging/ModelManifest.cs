using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Packaging;

/// <summary>What a model is, where it comes from and what its payload must be. Written once, never changed.</summary>
public sealed record ModelManifest
{
    /// <summary>The newest manifest format this build reads and the one it writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The schema every manifest names.</summary>
    public const string SchemaName = "functionsmaas/model-manifest";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>The manifest's format, 1 to <see cref="CurrentFormatVersion"/>.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The model's name in a registry; <see langword="null"/> in a package not yet published.</summary>
    public string? Name { get; init; }

    /// <summary>The version in a registry, from 1; <see langword="null"/> in a package not yet published.</summary>
    public int? Version { get; init; }

    /// <summary>When the package was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The recipe that trained it, or <c>imported</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The recipe's parameters.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed, where the model was trained here.</summary>
    public int? Seed { get; init; }

    /// <summary>The classes, in the order of the model's scores.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How the payload must be used.</summary>
    public ModelSettings Settings { get; init; } = new();

    /// <summary>What it was trained on; <see langword="null"/> if imported.</summary>
    public DatasetReference? Dataset { get; init; }

    /// <summary>The corrected examples it was trained on; <see langword="null"/> if there were none.</summary>
    public FeedbackReference? Feedback { get; init; }

    /// <summary>How well it did when it was made: names such as <c>accuracy</c>, <c>macroF1</c>, <c>logLoss</c>, <c>ece</c>, with <c>documents</c> the number measured on. Empty if not measured.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>What it mixed up when it was made; <see langword="null"/> if not measured, or of more than <see cref="ModelEvaluation.MaxLabels"/> labels.</summary>
    public ModelEvaluation? Evaluation { get; init; }

    /// <summary>How well it did on groups of texts when it was made, by metadata field; empty if not measured.</summary>
    public IReadOnlyList<SliceReport> Slices { get; init; } = [];

    /// <summary>How it was judged against the version in production before it was published; <see langword="null"/> if it was not.</summary>
    public ModelVerdict? Verdict { get; init; }

    /// <summary>The libraries that made it, names to versions.</summary>
    public IReadOnlyDictionary<string, string> Libraries { get; init; } = new Dictionary<string, string>();

    /// <summary>The payload.</summary>
    public required PayloadReference Payload { get; init; }
}

/// <summary>The dataset a model was trained on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest"><see cref="Data.Dataset.Digest"/>.</param>
/// <param name="Documents">How many examples.</param>
public sealed record DatasetReference(string Name, string Digest, int Documents)
{
    /// <summary>The <see cref="Data.Dataset.Digest"/> of the texts that it was measured on, and that it did not learn from; <see langword="null"/> if it is not known.</summary>
    public string? HeldOutDigest { get; init; }

    /// <summary>The version of the dataset in the store, from 1; <see langword="null"/> if it is not kept there.</summary>
    public int? Version { get; init; }
}

/// <summary>A payload and how to recognise it.</summary>
/// <param name="File">Its file name beside the manifest: <c>model.zip</c> or <c>model.bin</c>.</param>
/// <param name="Format"><see cref="IModelFormat.Name"/>.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Size">Its length in bytes.</param>
public sealed record PayloadReference(string File, string Format, string Digest, long Size);
