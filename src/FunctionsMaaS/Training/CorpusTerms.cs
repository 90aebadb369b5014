using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>
/// The terms (words, pairs of neighbouring words, compounds) of a corpus, and which document holds which. Numbered in one sequence:
/// first the words, then the pairs, then the compounds.
/// </summary>
internal sealed class CorpusTerms
{
    private CorpusTerms(string[] words, (int First, int Second)[] pairs, string[] compounds, int[][] documents)
    {
        (Words, Pairs, Compounds, Documents) = (words, pairs, compounds, documents);
        var frequency = new int[Count];
        foreach (var document in documents)
        {
            foreach (var term in document)
                frequency[term]++;
        }
        DocumentFrequency = frequency;
    }

    public string[] Words { get; }

    /// <summary>Indexes into <see cref="Words"/>.</summary>
    public (int First, int Second)[] Pairs { get; }

    public string[] Compounds { get; }

    public int Count => Words.Length + Pairs.Length + Compounds.Length;

    /// <summary>Of each document its distinct terms, ascending.</summary>
    public int[][] Documents { get; }

    /// <summary>How many documents hold each term.</summary>
    public IReadOnlyList<int> DocumentFrequency { get; }

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
        var wordNumbers = words.Keep(limits.MinWordDocuments, out var keptWords);
        var pairs = new TermTable<(int, int)>();
        var pairsOf = Array.ConvertAll(wordsOf, document => pairs.Add(PairsOf(document, wordNumbers)));
        var pairNumbers = pairs.Keep(limits.MinPairDocuments, out var keptPairs);
        var compoundNumbers = compounds.Keep(limits.MinWordDocuments, out var keptCompounds);
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

    /// <summary>Numbers terms as they come and counts the documents of each.</summary>
    private sealed class TermTable<T> where T : notnull
    {
        private readonly Dictionary<T, int> _numbers = [];
        private readonly List<T> _terms = [];
        private readonly List<int> _documents = [];
        private readonly List<int> _lastDocument = [];
        private int _document;

        public int[] Add(IEnumerable<T> document)
        {
            _document++;
            List<int> numbers = [];
            foreach (var term in document)
            {
                ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, term, out var known);
                if (!known)
                {
                    number = _terms.Count;
                    _terms.Add(term);
                    _documents.Add(0);
                    _lastDocument.Add(0);
                }
                if (_lastDocument[number] != _document)
                {
                    _lastDocument[number] = _document;
                    _documents[number]++;
                }
                numbers.Add(number);
            }
            return [.. numbers];
        }

        /// <summary>Renumbers the terms of at least <paramref name="minDocuments"/> documents; -1 for the others.</summary>
        public int[] Keep(int minDocuments, out T[] kept)
        {
            var numbers = new int[_terms.Count];
            List<T> terms = [];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = _documents[i] >= minDocuments ? terms.Count : -1;
                if (numbers[i] >= 0)
                    terms.Add(_terms[i]);
            }
            kept = [.. terms];
            return numbers;
        }
    }
}

/// <summary>How rare a term may be.</summary>
internal readonly record struct TermLimits(int MinWordDocuments, int MinPairDocuments);
