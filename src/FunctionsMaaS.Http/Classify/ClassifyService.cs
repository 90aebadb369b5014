using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Classify;

/// <summary>Finds models and classifies for every protocol, and tells a model that is not there from one that is not there yet.</summary>
internal sealed class ClassifyService(
    TextClassifier classifier, PredictionEnginePool<TextInput, TextPrediction> pool, ModelRegistry registry, IOptions<MaasOptions> maas)
{
    /// <summary>The model that answers where a request names none.</summary>
    public string DefaultModel { get; } = maas.Value.Model;

    /// <inheritdoc cref="TextClassifier.ClassifyAsync"/>
    /// <exception cref="ProblemException">The default model has no version yet.</exception>
    public Task<ClassificationAnswer> ClassifyAsync(
        ModelReference model, IReadOnlyList<string> texts, int? top, bool explain, CancellationToken cancellationToken) =>
        OrNotYetAsync(model, classifier.ClassifyAsync(model, texts, top, explain, cancellationToken), cancellationToken);

    /// <summary>Loads a model, unless it is loaded.</summary>
    /// <exception cref="ProblemException">The default model has no version yet.</exception>
    public Task PreloadAsync(ModelReference model, CancellationToken cancellationToken)
    {
        return OrNotYetAsync(model, LoadAsync(), cancellationToken);

        async Task<bool> LoadAsync()
        {
            await pool.PreloadAsync(model, cancellationToken);
            return true;
        }
    }

    /// <summary>The version that a reference means now.</summary>
    /// <exception cref="ProblemException">The default model has no version yet.</exception>
    public Task<ResolvedVersion> ResolveAsync(ModelReference model, CancellationToken cancellationToken) =>
        OrNotYetAsync(model, registry.ResolveAsync(model, cancellationToken), cancellationToken);

    private async Task<T> OrNotYetAsync<T>(ModelReference model, Task<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work;
        }
        catch (ModelNotFoundException) when (model.Name == DefaultModel)
        {
            if ((await registry.ListModelsAsync(cancellationToken)).Contains(DefaultModel))
                throw;
            throw new ProblemException(ProblemKind.NoModelYet, $"'{DefaultModel}' has no version yet; it is being trained, or waits to be published.", TimeSpan.FromSeconds(2));
        }
    }
}
