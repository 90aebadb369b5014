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

    /// <summary>The columns of the values, ascending within a row.</summary>
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
        var starts = new int[corpus.Documents + 1];
        for (var row = 0; row < corpus.Documents; row++)
        {
            var known = 0;
            for (var i = corpus.Starts[row]; i < corpus.Starts[row + 1]; i++)
                known += vocabulary.Entries[i] >= 0 ? 1 : 0;
            starts[row + 1] = starts[row] + known;
        }
        var matrix = new FeatureMatrix(vocabulary.Keys, idf, starts, new int[starts[^1]], new float[starts[^1]]);
        Parallel.For(0, corpus.Documents, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            row => matrix.FillRow(row, corpus, vocabulary));
        return matrix;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRow(int row, NgramCorpus corpus, NgramVocabulary vocabulary)
    {
        Span<double> squares = stackalloc double[2];
        var at = Starts[row];
        for (var i = corpus.Starts[row]; i < corpus.Starts[row + 1]; i++)
        {
            var column = vocabulary.Entries[i];
            if (column < 0)
                continue;
            var value = TermFrequency.Of(corpus.Counts[i]) * Idf[column];
            squares[(int)NgramHash.BlockOf(Keys[column])] += (double)value * value;
            (Columns[at], Values[at]) = (column, value);
            at++;
        }
        for (var i = Starts[row]; i < at; i++)
            Values[i] = (float)(Values[i] / Math.Sqrt(squares[(int)NgramHash.BlockOf(Keys[Columns[i]])]));
    }
}
