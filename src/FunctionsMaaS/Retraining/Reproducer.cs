using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Retraining;

/// <summary>
/// Makes a version again from the training set it names, with its recipe, seed and settings, and tells whether the same payload comes out.
/// Publishes nothing. Thread-safe.
/// </summary>
public sealed class Reproducer(ModelRegistry registry, DatasetStore datasets, RecipeCatalog recipes, IEnumerable<IModelFormat> formats, TimeProvider time)
{
    private readonly IModelFormat[] _formats = [.. formats];

    /// <summary>Trains a version again and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="progress">Is told each step.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ModelNotFoundException">There is no such version.</exception>
    /// <exception cref="ModelPackageException">Its manifest is damaged.</exception>
    /// <exception cref="DatasetException">It was not trained here, its training set is not kept or damaged, or this build does not have its recipe.</exception>
    /// <exception cref="RegistryUnavailableException">The registry cannot be reached.</exception>
    public async Task<Reproduction> RunAsync(string model, int version, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var manifest = await registry.GetManifestAsync(model, version, cancellationToken);
        var recipe = RecipeOf(manifest);
        progress?.Report(new("reading the training set", 0));
        var dataset = await datasets.ReadAsync(model, ReferenceOf(manifest), cancellationToken);
        var trained = recipe.Train(dataset, new() { Seed = manifest.Seed!.Value, Strip = manifest.Settings.Strip }, progress, cancellationToken);
        var again = ModelPackages.Create(trained, _formats, metrics: null, time).Manifest;
        return again.Payload.Digest == manifest.Payload.Digest
            ? new(version, true, $"Version {version} came out again byte for byte: {recipe.Name} on dataset {manifest.Dataset!.Version} with seed {manifest.Seed} gives {again.Payload.Digest}.")
            : new(version, false, $"Version {version} came out otherwise: {again.Payload.Digest} instead of {manifest.Payload.Digest}. {WhyNot(manifest, again)}");
    }

    private IRecipe RecipeOf(ModelManifest manifest)
    {
        var (version, recipe) = (manifest.Version, manifest.Recipe);
        if (recipe == ModelPackages.ImportedRecipe || manifest.Seed is null)
            throw new DatasetException($"Version {version} was imported, not trained here: it cannot be made again.");
        return recipes.Names.Contains(recipe, StringComparer.Ordinal)
            ? recipes.Get(recipe)
            : throw new DatasetException($"Version {version} was made by the recipe '{Printable.Quote(recipe)}', which this build does not have; it has {string.Join(", ", recipes.Names)}.");
    }

    private static DatasetReference ReferenceOf(ModelManifest manifest) => manifest.Dataset is { Version: not null } reference
        ? reference
        : throw new DatasetException($"Version {manifest.Version} names no training set that is kept, so it cannot be made again: it was pushed, or retrained without Maas:Retraining:KeepDatasets.");

    private static string WhyNot(ModelManifest before, ModelManifest after)
    {
        string[] differences =
        [
            .. Differences(before.Libraries, after.Libraries),
            .. Differences(before.Parameters, after.Parameters),
        ];
        return differences.Length > 0
            ? $"It was made with {string.Join(", ", differences)}."
            : "Libraries and parameters are the same, so the machine is another, the payload was compressed after training, or the recipe was changed without a new version.";
    }

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => $"{Printable.Quote(name)} {Shown(before, name)} instead of {Shown(after, name)}");

    private static string Shown(IReadOnlyDictionary<string, string> values, string name) => values.TryGetValue(name, out var value) ? Printable.Quote(value) : "none";
}
