using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Classify;

/// <summary>
/// The models as a caller may use them: the one way from a request of any protocol to <see cref="TextClassifier"/>, so that no handler can
/// forget whom a key is for. A test holds that nothing else in this assembly classifies.
/// </summary>
internal sealed class CallerModels(
    TextClassifier classifier, PredictionEnginePool<TextInput, TextPrediction> pool, ModelRegistry registry, IOptions<MaasOptions> maas)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly string _defaultModel = maas.Value.Model;

    /// <summary>Classifies texts, all with the same version.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model, with an alias or a version.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="top">How many classes to name a text; <see langword="null"/> for all.</param>
    /// <param name="explain">Whether to say why.</param>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public async Task<ClassificationAnswer> ClassifyAsync(HttpContext context, ModelReference model, IReadOnlyList<string> texts, int? top, bool explain)
    {
        Caller.Of(context).EnsureAllows(model.Name);
        try
        {
            return await classifier.ClassifyAsync(model, texts, top, explain, context.RequestAborted);
        }
        catch (ModelNotFoundException) when (model.Name == _defaultModel)
        {
            await ThrowIfNoneYetAsync(context.RequestAborted);
            throw;
        }
    }

    /// <summary>The labels that the champion of a model knows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="ProblemException">The caller may not use this model, or it has no version yet.</exception>
    public async Task<IReadOnlyList<string>> LabelsAsync(HttpContext context, string model)
    {
        Caller.Of(context).EnsureAllows(model);
        var champion = ModelReference.ToAlias(model);
        try
        {
            await pool.PreloadAsync(champion, context.RequestAborted);
        }
        catch (ModelNotFoundException) when (model == _defaultModel)
        {
            await ThrowIfNoneYetAsync(context.RequestAborted);
            throw;
        }

        return pool.Loaded.FirstOrDefault(l => l.Reference == champion)?.Manifest.Labels ?? await ReadLabelsAsync(champion, context.RequestAborted);
    }

    /// <summary>What was loaded a moment ago may have made room for another already.</summary>
    private async Task<IReadOnlyList<string>> ReadLabelsAsync(ModelReference champion, CancellationToken cancellationToken)
    {
        var version = await registry.ResolveAsync(champion, cancellationToken);
        return (await registry.GetManifestAsync(version.Name, version.Version, cancellationToken)).Labels;
    }

    private async Task ThrowIfNoneYetAsync(CancellationToken cancellationToken)
    {
        if (!(await registry.ListModelsAsync(cancellationToken)).Contains(_defaultModel))
            throw new ProblemException(ProblemKind.NoModelYet, $"'{_defaultModel}' has no version yet; it is being trained, or waits to be published.", Soon);
    }
}
