using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Text;

namespace FunctionsMaaS.Training;

/// <summary>
/// Builds, of ML.NET's own transforms, the pipeline from a text to one feature a chosen term. ML.NET's estimators learn their
/// dictionaries from whatever data they see; here they are shown exactly the terms chosen, so the zip holds nothing else.
/// </summary>
internal sealed class TermFeaturizer
{
    private readonly MLContext _context;
    private readonly List<ITransformer> _steps = [];
    private readonly List<string> _blocks = [];
    private readonly List<float> _presence = [];
    private IDataView _data;

    private TermFeaturizer(MLContext context)
    {
        _context = context;
        _data = context.Data.LoadFromEnumerable<TextInput>([]);
    }

    /// <summary>Fits the pipeline from <see cref="TextPipeline.Text"/> to <see cref="TextPipeline.Features"/>.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="vocabulary">The chosen terms; their order is that of the features.</param>
    /// <param name="weights">What each term counts where it is present, before the vector is scaled to length 1; <see langword="null"/>: some positive number, no scaling.</param>
    public static IReadOnlyList<ITransformer> Fit(MLContext context, Vocabulary vocabulary, float[]? weights)
    {
        var featurizer = new TermFeaturizer(context);
        featurizer.Add(TextPipeline.Tokenizer(context));
        featurizer.AddTerms(TextPipeline.Words, vocabulary.Dictionary,
            [.. vocabulary.Words.Select(word => KeysOf(word))], [.. vocabulary.Pairs.Select(pair => KeysOf(pair.First, pair.Second))]);
        featurizer.AddTerms(TextPipeline.Compounds, vocabulary.Compounds, [.. Enumerable.Range(0, vocabulary.Compounds.Count).Select(term => KeysOf(term))], []);
        featurizer.Add(context.Transforms.Concatenate(TextPipeline.Features, [.. featurizer._blocks]));
        if (weights is not null)
            featurizer.AddWeights(weights);
        return featurizer._steps;
    }

    private void Add(IEstimator<ITransformer> estimator, IDataView? fitOn = null)
    {
        var step = estimator.Fit(fitOn ?? _data);
        _steps.Add(step);
        _data = step.Transform(_data);
    }

    private void AddTerms(string tokens, IReadOnlyList<string> dictionary, params ReadOnlySpan<VBuffer<uint>[]> termsByLength)
    {
        if (dictionary.Count == 0)
            return;
        var keys = tokens + "Keys";
        var words = _context.Data.LoadFromEnumerable(dictionary.Select(word => new TextInput { Text = word }));
        Add(_context.Transforms.Conversion.MapValueToKey(keys, tokens, maximumNumberOfKeys: dictionary.Count, keyData: words));
        for (var length = 1; length <= termsByLength.Length; length++)
        {
            var terms = termsByLength[length - 1];
            if (terms.Length > 0)
                AddTerms(keys, dictionary.Count, length, terms);
        }
    }

    private void AddTerms(string keys, int keyCount, int length, VBuffer<uint>[] terms)
    {
        var block = keys + length;
        var definition = SchemaDefinition.Create(typeof(TermKeys));
        definition[nameof(TermKeys.Keys)].ColumnType = new VectorDataViewType(new KeyDataViewType(typeof(uint), keyCount));
        definition[nameof(TermKeys.Keys)].ColumnName = keys;
        // One row a term makes the dictionary, in this order, and log(rows / 1) every term's idf: presence times a known constant.
        // The empty row more keeps it above log 1 = 0.
        var rows = terms.Append(default).Select(term => new TermKeys { Keys = term });
        Add(_context.Transforms.Text.ProduceNgrams(block, keys, length, skipLength: 0, useAllLengths: false, maximumNgramsCount: terms.Length,
            weighting: NgramExtractingEstimator.WeightingCriteria.Idf), _context.Data.LoadFromEnumerable(rows, definition));
        _blocks.Add(block);
        _presence.AddRange(Enumerable.Repeat((float)Math.Log(terms.Length + 1), terms.Length));
    }

    /// <summary>Min-max scaling divides by the largest value it was shown; shown presence / weight, it turns presence into the weight.</summary>
    private void AddWeights(float[] weights)
    {
        var definition = SchemaDefinition.Create(typeof(FeatureValues));
        definition[TextPipeline.Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, weights.Length);
        FeatureValues largest = new() { Features = new(weights.Length, [.. weights.Select((weight, i) => _presence[i] / weight)]) };
        FeatureValues zero = new() { Features = new(weights.Length, 0, null, null) };
        Add(_context.Transforms.NormalizeMinMax(TextPipeline.Features, fixZero: true), _context.Data.LoadFromEnumerable([largest, zero], definition));
        Add(_context.Transforms.NormalizeLpNorm(TextPipeline.Features));
    }

    /// <summary>ML.NET's keys begin at 1; 0 is a token that has none.</summary>
    private static VBuffer<uint> KeysOf(params ReadOnlySpan<int> words)
    {
        var keys = new uint[words.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = (uint)words[i] + 1;
        return new(keys.Length, keys);
    }

    private sealed class TermKeys
    {
        public VBuffer<uint> Keys { get; set; }
    }

    private sealed class FeatureValues
    {
        public VBuffer<float> Features { get; set; }
    }
}
