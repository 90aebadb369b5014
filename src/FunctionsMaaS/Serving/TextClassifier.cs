using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>Classifies texts with the models of a registry: the pool behind a one-line call. Thread-safe.</summary>
public sealed class TextClassifier(PredictionEnginePool<TextInput, TextPrediction> pool)
{
    /// <summary>Classifies texts, all with the same version.</summary>
    /// <param name="reference">The model, with an alias or a version.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="top">How many classes to name a text, at least 1; <see langword="null"/> for all.</param>
    /// <param name="explain">Whether to say what in each text speaks for its label, where the model can be explained.</param>
    /// <param name="cancellationToken">Stops between two texts.</param>
    /// <exception cref="ModelNotFoundException">There is no such model, version or alias.</exception>
    /// <exception cref="Packaging.ModelPackageException">It cannot be loaded.</exception>
    /// <exception cref="RegistryUnavailableException">It is not loaded, and the registry cannot be reached.</exception>
    /// <exception cref="EnginesBusyException">No engine came free in time.</exception>
    public async Task<ClassificationAnswer> ClassifyAsync(
        ModelReference reference, IReadOnlyList<string> texts, int? top, bool explain, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(top ?? 1, 1, nameof(top));
        using var lease = await pool.RentAsync(reference, cancellationToken);
        var labels = lease.Manifest.Labels;
        var results = new Classification[texts.Count];
        TextPrediction? prediction = null;
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lease.Predict(new(texts[i]), ref prediction);
            var result = Rank(labels, prediction!.Probabilities, top ?? labels.Count);
            results[i] = explain ? result with { Explanation = (lease.Model as ServedTextModel)?.Explain(texts[i], result.Label) } : result;
        }

        return new(lease.Manifest.Name!, lease.Manifest.Version!.Value, results);
    }

    /// <summary>Orders the classes of one text by probability and names the <paramref name="top"/> first.</summary>
    internal static Classification Rank(IReadOnlyList<string> labels, float[] probabilities, int top)
    {
        var order = new int[probabilities.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        order.AsSpan().Sort((a, b) => probabilities[b].CompareTo(probabilities[a]) is not 0 and var higher ? higher : a.CompareTo(b));
        var scores = new LabelScore[Math.Min(top, order.Length)];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = new(labels[order[i]], probabilities[order[i]]);
        return new(scores[0].Label, scores[0].Score, scores);
    }
}
