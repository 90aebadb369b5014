using System.Reflection;
using System.Runtime.CompilerServices;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Training;
using Microsoft.ML;

namespace FunctionsMaaS.Packaging;

/// <summary>Makes packages: of what was just trained, and of models that others trained.</summary>
public static class ModelPackages
{
    /// <summary>The recipe of a package that was not trained here.</summary>
    public const string ImportedRecipe = "imported";

    /// <summary>Packs a trained model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="formats">The formats there are; one of them has the name the model gives.</param>
    /// <param name="metrics">How well it does, see <see cref="MetricsOf"/>; <see langword="null"/> if it was not measured.</param>
    /// <param name="time">Tells when the package was made.</param>
    /// <exception cref="ModelPackageException">The model cannot be packed: its format is unknown, or its manifest would break a rule, such as a metric that is not a number.</exception>
    public static ModelPackage Create(
        TrainedModel model, IEnumerable<IModelFormat> formats, IReadOnlyDictionary<string, double>? metrics, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(time);
        return Checked(new()
        {
            Created = time.GetUtcNow(),
            Recipe = model.Recipe,
            Parameters = model.Parameters,
            Seed = model.Seed,
            Labels = model.Labels,
            Settings = model.Settings,
            Dataset = new(model.DatasetName, model.DatasetDigest, model.Documents),
            Metrics = metrics ?? new Dictionary<string, double>(),
            Libraries = RuntimeFeature.IsDynamicCodeSupported && model.Format == MlNetZipFormat.FormatName ? LibrariesWithMlNet() : OwnLibraries(),
            Payload = ReferenceTo(model.Payload, FormatNamed(model.Format, formats)),
        }, model.Payload);
    }

    /// <summary>
    /// Packs a model trained elsewhere, such as the zip that Model Builder saves. It is loaded once, to learn its labels and that it is
    /// a text classifier at all.
    /// </summary>
    /// <param name="payload">The model as its maker saved it.</param>
    /// <param name="format">The <see cref="IModelFormat.Name"/> of the payload.</param>
    /// <param name="settings">How it must be used.</param>
    /// <param name="formats">The formats there are.</param>
    /// <param name="time">Tells when the package was made.</param>
    /// <exception cref="ModelPackageException">The format is unknown, or cannot use the payload.</exception>
    public static ModelPackage Import(
        ReadOnlyMemory<byte> payload, string format, ModelSettings settings, IEnumerable<IModelFormat> formats, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var known = formats.ToArray();
        using var model = Load(payload, format, settings, known);
        return Checked(new()
        {
            Created = time.GetUtcNow(),
            Recipe = ImportedRecipe,
            Labels = [.. model.Labels],
            Settings = settings,
            Libraries = OwnLibraries(),
            Payload = ReferenceTo(payload, FormatNamed(format, known)),
        }, payload);
    }

    /// <summary>The figures of a report that a manifest keeps: <c>documents</c>, <c>accuracy</c>, <c>macroF1</c>, <c>logLoss</c>, <c>ece</c>.</summary>
    public static IReadOnlyDictionary<string, double> MetricsOf(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new Dictionary<string, double>
        {
            ["documents"] = report.Documents,
            ["accuracy"] = report.Accuracy,
            ["macroF1"] = report.MacroF1,
            ["logLoss"] = report.LogLoss,
            ["ece"] = report.Ece,
        };
    }

    internal static ITextModel Load(ReadOnlyMemory<byte> payload, string format, ModelSettings settings, IEnumerable<IModelFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var known = FormatNamed(format, formats);
        try
        {
            return known.Load(payload, settings);
        }
        catch (InvalidDataException e)
        {
            throw new ModelPackageException($"{known.FileName} cannot be used as '{known.Name}': {e.Message}", e);
        }
    }

    private static Dictionary<string, string> OwnLibraries() => new() { ["FunctionsMaaS"] = VersionOf(typeof(ModelPackages)) };

    /// <summary>A method of its own, so that ML.NET is not loaded to pack a model it has no part in.</summary>
    private static Dictionary<string, string> LibrariesWithMlNet() => new(OwnLibraries()) { ["Microsoft.ML"] = VersionOf(typeof(MLContext)) };

    private static IModelFormat FormatNamed(string name, IEnumerable<IModelFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        var known = formats.ToArray();
        return Array.Find(known, format => format.Name == name) ?? throw new ModelPackageException(
            $"'{Printable.Quote(name)}' is not a model format of this build; known are: {string.Join(", ", known.Select(f => f.Name).Order(StringComparer.Ordinal))}.");
    }

    private static PayloadReference ReferenceTo(ReadOnlyMemory<byte> payload, IModelFormat format) =>
        new(format.FileName, format.Name, Digest.Of(payload.Span), payload.Length);

    private static ModelPackage Checked(ModelManifest manifest, ReadOnlyMemory<byte> payload)
    {
        ManifestRules.Check(manifest, "The model cannot be packed");
        return new(manifest, payload);
    }

    /// <summary>The package version, without the commit that a build appends to it.</summary>
    private static string VersionOf(Type type)
    {
        var assembly = type.Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";
        return version.Split('+')[0];
    }
}
