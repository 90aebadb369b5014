using System.Diagnostics;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Serving;

/// <summary>Classifies texts with the models of a registry: the pool behind a one-line call. Thread-safe.</summary>
/// <param name="pool">Lends the engines.</param>
/// <param name="observer">Is told of every text; <see langword="null"/> for nobody.</param>
public sealed class TextClassifier(PredictionEnginePool<TextInput, TextPrediction> pool, IServingObserver? observer = null)
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
        observer?.Asked(reference);
        var answered = default(Packaging.ModelManifest);
        try
        {
            var asked = Stopwatch.GetTimestamp();
            using var lease = await pool.RentAsync(reference, cancellationToken);
            observer?.Lent(lease.Manifest, Stopwatch.GetElapsedTime(asked));
            var results = Classify(lease, texts, top, explain, cancellationToken);
            answered = lease.Manifest;
            return new(answered.Name!, answered.Version!.Value, results);
        }
        finally
        {
            observer?.Answered(answered, texts.Count);
        }
    }

    private Classification[] Classify(
        PredictionEngineLease<TextInput, TextPrediction> lease, IReadOnlyList<string> texts, int? top, bool explain, CancellationToken cancellationToken)
    {
        var manifest = lease.Manifest;
        var results = new Classification[texts.Count];
        TextPrediction? prediction = null;
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            lease.Predict(new(texts[i]), ref prediction);
            Observe(manifest, prediction!, Stopwatch.GetElapsedTime(started));
            var result = Rank(manifest.Labels, prediction!.Probabilities, top ?? manifest.Labels.Count);
            results[i] = explain ? result with { Explanation = (lease.Model as ServedTextModel)?.Explain(texts[i], result.Label) } : result;
        }

        return results;
    }

    private void Observe(Packaging.ModelManifest manifest, TextPrediction prediction, TimeSpan elapsed)
    {
        if (observer is null)
            return;
        var label = First(prediction.Probabilities);
        var featurizing = prediction.Measures?.Featurizing;
        observer.Classified(manifest, new(label, prediction.Probabilities[label], prediction.Measures?.UnknownShare, featurizing, elapsed - (featurizing ?? TimeSpan.Zero)));
    }

    /// <summary>The class that <see cref="Rank"/> puts first. Not by the tensor library, which would be loaded for this alone and delay the first answer.</summary>
    private static int First(float[] probabilities)
    {
        var first = 0;
        for (var i = 1; i < probabilities.Length; i++)
            first = probabilities[i] > probabilities[first] ? i : first;
        return first;
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
