using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Classify;

/// <summary>
/// The models as a caller may use them: the one way from a request of any protocol to <see cref="RolloutClassifier"/>, so that no handler can
/// forget whom a key is for. A test holds that nothing else in this assembly classifies. Tells a model that is not there from one that is not there yet.
/// </summary>
internal sealed class CallerModels(
    RolloutClassifier classifier, RolloutWatch rollouts, PredictionEnginePool<TextInput, TextPrediction> pool, ModelRegistry registry, IOptions<MaasOptions> maas)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>The model that answers where a request names none.</summary>
    public string DefaultModel { get; } = maas.Value.Model;

    /// <summary>Classifies texts, all with the same version.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model, with an alias or a version.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="top">How many classes to name a text; <see langword="null"/> for all.</param>
    /// <param name="explain">Whether to say why.</param>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public Task<ClassificationAnswer> ClassifyAsync(HttpContext context, ModelReference model, IReadOnlyList<string> texts, int? top, bool explain)
    {
        Caller.Of(context).EnsureAllows(model.Name);
        var key = rollouts.IsIdle(model.Name) ? null : RequestKey.Of(context);
        return OrNotYetAsync(model, classifier.ClassifyAsync(model, key, texts, top, explain, context.RequestAborted), context.RequestAborted);
    }

    /// <summary>Loads a model, unless it is loaded.</summary>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public Task PreloadAsync(HttpContext context, ModelReference model)
    {
        Caller.Of(context).EnsureAllows(model.Name);
        return LoadAsync(model, context.RequestAborted);
    }

    /// <summary>Loads the champion of the default model, unless it is loaded; for those who only ask how the service is.</summary>
    /// <exception cref="ProblemException">It has no version yet.</exception>
    public Task PreloadDefaultAsync(CancellationToken cancellationToken) => LoadAsync(ModelReference.ToAlias(DefaultModel), cancellationToken);

    /// <summary>The version that a reference means now.</summary>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public Task<ResolvedVersion> ResolveAsync(HttpContext context, ModelReference model)
    {
        Caller.Of(context).EnsureAllows(model.Name);
        return OrNotYetAsync(model, registry.ResolveAsync(model, context.RequestAborted), context.RequestAborted);
    }

    /// <summary>The labels that the champion of a model knows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public async Task<IReadOnlyList<string>> LabelsAsync(HttpContext context, string model)
    {
        var champion = ModelReference.ToAlias(model);
        await PreloadAsync(context, champion);
        return pool.Loaded.FirstOrDefault(l => l.Reference == champion)?.Manifest.Labels ?? await ReadLabelsAsync(champion, context.RequestAborted);
    }

    /// <summary>What was loaded a moment ago may have made room for another already.</summary>
    private async Task<IReadOnlyList<string>> ReadLabelsAsync(ModelReference champion, CancellationToken cancellationToken)
    {
        var version = await registry.ResolveAsync(champion, cancellationToken);
        return (await registry.GetManifestAsync(version.Name, version.Version, cancellationToken)).Labels;
    }

    private Task<bool> LoadAsync(ModelReference model, CancellationToken cancellationToken)
    {
        return OrNotYetAsync(model, PreloadAsync(), cancellationToken);

        async Task<bool> PreloadAsync()
        {
            await pool.PreloadAsync(model, cancellationToken);
            return true;
        }
    }

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
            throw new ProblemException(ProblemKind.NoModelYet, $"'{DefaultModel}' has no version yet; it is being trained, or waits to be published.", Soon);
        }
    }
}
