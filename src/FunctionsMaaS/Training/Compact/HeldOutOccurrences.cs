namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// How often the n-grams of held-out texts occur, those outside the matrix included: what is needed to say which share of them a model
/// would not have known. Kept for these texts only, since the counts of all would be as large as the matrix.
/// </summary>
internal sealed class HeldOutOccurrences
{
    private readonly Dictionary<int, (int Total, int[] Counts)> _rows;

    private HeldOutOccurrences(Dictionary<int, (int Total, int[] Counts)> rows) => _rows = rows;

    /// <summary>Counts the occurrences of some texts.</summary>
    /// <param name="corpus">All texts.</param>
    /// <param name="vocabulary">The columns of the matrix.</param>
    /// <param name="rows">The texts to count.</param>
    public static HeldOutOccurrences Of(NgramCorpus corpus, NgramVocabulary vocabulary, IEnumerable<int> rows)
    {
        var counted = new Dictionary<int, (int Total, int[] Counts)>();
        foreach (var row in rows)
        {
            var keys = corpus.KeysOf(row);
            var counts = corpus.CountsOf(row);
            var (total, known) = (0, new List<int>());
            for (var i = 0; i < keys.Length; i++)
            {
                total += counts[i];
                if (vocabulary.IndexOf(keys[i]) >= 0)
                    known.Add(counts[i]);
            }

            counted[row] = (total, [.. known]);
        }

        return new(counted);
    }

    /// <summary>The out-of-vocabulary rate of a text; <see langword="null"/> if it has no n-grams.</summary>
    /// <param name="matrix">The matrix of the same corpus and vocabulary.</param>
    /// <param name="known">For each column whether the model has a row for it.</param>
    /// <param name="row">The text.</param>
    public double? UnknownShare(FeatureMatrix matrix, bool[] known, int row)
    {
        var (total, counts) = _rows[row];
        if (total == 0)
            return null;
        var met = 0;
        for (var i = 0; i < counts.Length; i++)
            met += known[matrix.Columns[matrix.Starts[row] + i]] ? counts[i] : 0;
        return (double)(total - met) / total;
    }
}
