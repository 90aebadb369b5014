namespace FunctionsMaaS.Training;

/// <summary>The terms chosen as features of a model, in the order of the features: words, then pairs, then compounds.</summary>
internal sealed class Vocabulary
{
    private readonly int[] _featureOfTerm;

    /// <summary>Chooses terms.</summary>
    /// <param name="terms">Those there are.</param>
    /// <param name="chosen">Whether each is chosen; at least one is.</param>
    public Vocabulary(CorpusTerms terms, ReadOnlySpan<bool> chosen)
    {
        int pairs = terms.Words.Length, compounds = pairs + terms.Pairs.Length;
        var keys = new int[terms.Words.Length];
        Array.Fill(keys, -1);
        List<string> dictionary = [];
        int KeyOf(int word)
        {
            if (keys[word] < 0)
            {
                keys[word] = dictionary.Count;
                dictionary.Add(terms.Words[word]);
            }
            return keys[word];
        }

        _featureOfTerm = new int[terms.Count];
        Array.Fill(_featureOfTerm, -1);
        for (var term = 0; term < terms.Count; term++)
        {
            if (!chosen[term])
                continue;
            _featureOfTerm[term] = Count++;
            if (term < pairs)
                Words.Add(KeyOf(term));
            else if (term < compounds)
                Pairs.Add((KeyOf(terms.Pairs[term - pairs].First), KeyOf(terms.Pairs[term - pairs].Second)));
            else
                Compounds.Add(terms.Compounds[term - compounds]);
        }
        Dictionary = dictionary;
    }

    /// <summary>The number of features.</summary>
    public int Count { get; }

    /// <summary>The words that features are made of.</summary>
    public IReadOnlyList<string> Dictionary { get; }

    /// <summary>The words that are features themselves: indexes into <see cref="Dictionary"/>.</summary>
    public List<int> Words { get; } = [];

    /// <summary>The pairs of neighbouring words that are features.</summary>
    public List<(int First, int Second)> Pairs { get; } = [];

    /// <summary>The compounds that are features.</summary>
    public List<string> Compounds { get; } = [];

    /// <summary>The features of a document with <paramref name="terms"/>, ascending.</summary>
    public int[] FeaturesOf(int[] terms) => [.. terms.Select(term => _featureOfTerm[term]).Where(feature => feature >= 0)];
}
