using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>
/// The terms (words, pairs of neighbouring words, compounds) of a corpus, and which document holds which. Numbered in one sequence:
/// first the words, then the pairs, then the compounds.
/// </summary>
internal sealed class CorpusTerms
{
    private CorpusTerms(string[] words, (int First, int Second)[] pairs, string[] compounds, int[][] documents) =>
        (Words, Pairs, Compounds, Documents) = (words, pairs, compounds, documents);

    public string[] Words { get; }

    /// <summary>Indexes into <see cref="Words"/>.</summary>
    public (int First, int Second)[] Pairs { get; }

    public string[] Compounds { get; }

    public int Count => Words.Length + Pairs.Length + Compounds.Length;

    /// <summary>Of each document its distinct terms, ascending.</summary>
    public int[][] Documents { get; }

    /// <summary>Whether each term is in any of some documents.</summary>
    public bool[] PresentIn(int[] documents)
    {
        var present = new bool[Count];
        foreach (var document in documents)
        {
            foreach (var term in Documents[document])
                present[term] = true;
        }
        return present;
    }

    /// <summary>Tokenizes with ML.NET and keeps the terms found in enough documents.</summary>
    public static CorpusTerms Read(MLContext context, string[] texts, TermLimits limits, CancellationToken cancellationToken)
    {
        var tokens = Tokenize(context, texts, cancellationToken);
        var words = new TermTable<string>();
        var compounds = new TermTable<string>();
        var wordsOf = new int[texts.Length][];
        var compoundsOf = new int[texts.Length][];
        var next = 0;
        foreach (var (documentWords, documentCompounds) in tokens)
        {
            wordsOf[next] = words.Add(documentWords);
            compoundsOf[next++] = compounds.Add(documentCompounds);
        }
        var wordNumbers = words.Keep(1, limits.MaxWords, out var keptWords);
        var pairs = new TermTable<(int, int)>();
        var pairsOf = Array.ConvertAll(wordsOf, document => pairs.Add(limits.MaxPairs == 0 ? [] : PairsOf(document, wordNumbers)));
        var pairNumbers = pairs.Keep(2, limits.MaxPairs, out var keptPairs);
        var compoundNumbers = compounds.Keep(1, limits.MaxCompounds, out var keptCompounds);
        var documents = new int[texts.Length][];
        for (var i = 0; i < documents.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            documents[i] =
            [
                .. Distinct(wordsOf[i], wordNumbers, 0),
                .. Distinct(pairsOf[i], pairNumbers, keptWords.Length),
                .. Distinct(compoundsOf[i], compoundNumbers, keptWords.Length + keptPairs.Length),
            ];
        }
        return new(keptWords, keptPairs, keptCompounds, documents);
    }

    private static IEnumerable<(int, int)> PairsOf(int[] document, int[] numbers)
    {
        for (var i = 1; i < document.Length; i++)
        {
            if (numbers[document[i - 1]] is >= 0 and var first && numbers[document[i]] is >= 0 and var second)
                yield return (first, second);
        }
    }

    private static int[] Distinct(int[] terms, int[] numbers, int offset)
    {
        int[] kept = [.. terms.Select(term => numbers[term]).Where(number => number >= 0).Distinct().Select(number => number + offset)];
        Array.Sort(kept);
        return kept;
    }

    private static IEnumerable<(List<string> Words, List<string> Compounds)> Tokenize(MLContext context, string[] texts, CancellationToken cancellationToken)
    {
        var source = context.Data.LoadFromEnumerable(texts.Select(text => new TextInput { Text = text }));
        var tokens = TextPipeline.Tokenizer(context).Fit(source).Transform(source);
        DataViewSchema.Column words = tokens.Schema[TextPipeline.Words], compounds = tokens.Schema[TextPipeline.Compounds];
        using var cursor = tokens.GetRowCursor([words, compounds]);
        var getWords = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(words);
        var getCompounds = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(compounds);
        var buffer = default(VBuffer<ReadOnlyMemory<char>>);
        List<string> wordList = [], compoundList = [];
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            wordList.Clear();
            compoundList.Clear();
            getWords(ref buffer);
            foreach (var token in buffer.GetValues())
                wordList.Add(token.ToString());
            getCompounds(ref buffer);
            foreach (var token in buffer.GetValues())
            {
                if (TextPipeline.IsCompound(token.Span))
                    compoundList.Add(token.ToString());
            }
            yield return (wordList, compoundList);
        }
    }
}

/// <summary>
/// How many terms of a kind to keep: the most frequent ones. Rare words are worth keeping while there is room: with short texts they
/// are most of what there is to know.
/// </summary>
internal readonly record struct TermLimits(int MaxWords, int MaxPairs, int MaxCompounds);
