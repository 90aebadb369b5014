using System.Runtime.CompilerServices;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// Texts as sparse vectors: (1 + ln count) times idf, each <see cref="NgramBlock"/> scaled to unit length. Rows are texts, columns n-grams.
/// </summary>
internal sealed class FeatureMatrix
{
    /// <summary>Takes the parts as they are.</summary>
    public FeatureMatrix(ulong[] keys, float[] idf, int[] starts, int[] columns, float[] values) =>
        (Keys, Idf, Starts, Columns, Values) = (keys, idf, starts, columns, values);

    /// <summary>The n-grams, ascending by key.</summary>
    public ulong[] Keys { get; }

    /// <summary>The inverse document frequency of each column: ln((1 + N) / (1 + df)) + 1, as scikit-learn's, to the precision of the file.</summary>
    public float[] Idf { get; }

    /// <summary>Where each row begins, and at the end the number of values.</summary>
    public int[] Starts { get; }

    /// <summary>The columns of the values, each once in a row.</summary>
    public int[] Columns { get; }

    /// <summary>The values, all above 0.</summary>
    public float[] Values { get; }

    /// <summary>How many texts.</summary>
    public int Rows => Starts.Length - 1;

    /// <summary>How many n-grams.</summary>
    public int Width => Keys.Length;

    /// <summary>Weighs the counts of a corpus.</summary>
    public static FeatureMatrix Weigh(NgramCorpus corpus, NgramVocabulary vocabulary, CancellationToken cancellationToken)
    {
        var idf = new float[vocabulary.Count];
        for (var i = 0; i < idf.Length; i++)
            idf[i] = BFloat.Round((float)(Math.Log((1.0 + corpus.Documents) / (1.0 + vocabulary.DocumentFrequencies[i])) + 1));
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var starts = new int[corpus.Documents + 1];
        Parallel.For(0, corpus.Documents, options, row => starts[row + 1] = Known(corpus.KeysOf(row), vocabulary));
        for (var row = 0; row < corpus.Documents; row++)
            starts[row + 1] = checked(starts[row] + starts[row + 1]);
        var matrix = new FeatureMatrix(vocabulary.Keys, idf, starts, new int[starts[^1]], new float[starts[^1]]);
        Parallel.For(0, corpus.Documents, options, row => matrix.FillRow(row, corpus.KeysOf(row), corpus.CountsOf(row), vocabulary));
        return matrix;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Known(ReadOnlySpan<ulong> keys, NgramVocabulary vocabulary)
    {
        var known = 0;
        foreach (var key in keys)
            known += vocabulary.IndexOf(key) >= 0 ? 1 : 0;
        return known;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(int row, ReadOnlySpan<ulong> keys, ReadOnlySpan<ushort> counts, NgramVocabulary vocabulary)
    {
        Span<double> squares = stackalloc double[2];
        var at = Starts[row];
        for (var i = 0; i < keys.Length; i++)
        {
            var column = vocabulary.IndexOf(keys[i]);
            if (column < 0)
                continue;
            var value = TermFrequency.Of(counts[i]) * Idf[column];
            squares[(int)NgramHash.BlockOf(keys[i])] += (double)value * value;
            (Columns[at], Values[at]) = (column, value);
            at++;
        }
        for (var i = Starts[row]; i < at; i++)
            Values[i] = (float)(Values[i] / Math.Sqrt(squares[(int)NgramHash.BlockOf(Keys[Columns[i]])]));
    }
}
