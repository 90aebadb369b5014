namespace FunctionsMaaS.Training.Compact;

/// <summary>The n-grams a model learns about: their keys, ascending, and in how many texts each occurs. Immutable.</summary>
internal sealed class NgramVocabulary
{
    private readonly KeyNumbers _numbers = new();

    private NgramVocabulary(ulong[] keys, int[] documentFrequencies)
    {
        (Keys, DocumentFrequencies) = (keys, documentFrequencies);
        _numbers.Clear(keys.Length);
        foreach (var key in keys)
            _numbers.NumberOf(key);
    }

    /// <summary>The keys, ascending and distinct.</summary>
    public ulong[] Keys { get; }

    /// <summary>How many texts have each.</summary>
    public int[] DocumentFrequencies { get; }

    /// <summary>How many n-grams there are.</summary>
    public int Count => Keys.Length;

    /// <summary>The index of a key in <see cref="Keys"/>; -1 if it is not learned about. Thread-safe.</summary>
    public int IndexOf(ulong key) => _numbers.Find(key);

    /// <summary>Collects the n-grams of a corpus: all, or if there are too many those that <see cref="FeatureSelection"/> finds the most telling.</summary>
    /// <param name="corpus">The texts.</param>
    /// <param name="classes">The class of every text.</param>
    /// <param name="classCount">How many classes.</param>
    /// <param name="smoothing">As of <see cref="LogCountRatios"/>.</param>
    /// <param name="limit">How many n-grams to keep at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static NgramVocabulary Collect(NgramCorpus corpus, int[] classes, int classCount, double smoothing, int limit, CancellationToken cancellationToken)
    {
        var shards = FeatureSelection.Measure(corpus, classes, classCount, smoothing, cancellationToken);
        var kept = FeaturePruning.Largest([.. shards.SelectMany(shard => shard.Importances)], limit);
        var (keys, frequencies) = (new ulong[kept.Length], new int[kept.Length]);
        var (next, first) = (0, 0);
        foreach (var shard in shards)
        {
            for (; next < kept.Length && kept[next] < first + shard.Keys.Length; next++)
                (keys[next], frequencies[next]) = (shard.Keys[kept[next] - first], shard.DocumentFrequencies[kept[next] - first]);
            first += shard.Keys.Length;
        }
        Array.Sort(keys, frequencies);
        return new(keys, frequencies);
    }
}
