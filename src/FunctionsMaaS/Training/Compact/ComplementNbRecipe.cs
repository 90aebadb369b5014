using System.Globalization;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// <c>complement-nb</c>: complement naive Bayes (Rennie, Shih, Teevan and Karger 2003) on sublinear counts, idf and unit length. One pass over the texts.
/// </summary>
internal sealed class ComplementNbRecipe : CompactRecipe
{
    /// <summary>The name on the command line.</summary>
    public const string RecipeName = "complement-nb";

    private const double Alpha = 0.1;

    public override string Name => RecipeName;

    protected override double Smoothing => 0.3;

    protected override Probabilities UsualProbabilities => new(5, 5, 0);

    protected override LinearWeights Fit(FeatureMatrix matrix, int[] rows, int[] classes, int classCount, int seed, CancellationToken cancellationToken) =>
        Learn(matrix, rows, classes, classCount, cancellationToken);

    /// <summary>Sums up the texts.</summary>
    internal static LinearWeights Learn(FeatureMatrix matrix, int[] rows, int[] classes, int classCount, CancellationToken cancellationToken)
    {
        var counts = new float[checked(matrix.Width * classCount)];
        var (sums, inside, all) = (new double[matrix.Width], new double[classCount], 0.0);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                counts[(matrix.Columns[i] * classCount) + classes[row]] += matrix.Values[i];
                sums[matrix.Columns[i]] += matrix.Values[i];
                inside[classes[row]] += matrix.Values[i];
                all += matrix.Values[i];
            }
        }
        var totals = Array.ConvertAll(inside, sum => Math.Log(all - sum + (Alpha * matrix.Width)));
        Parallel.For(0, matrix.Width, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, feature =>
        {
            var row = counts.AsSpan(feature * classCount, classCount);
            var mean = 0.0;
            for (var c = 0; c < row.Length; c++)
            {
                // -ln of the feature's share in all other classes.
                row[c] = (float)(totals[c] - Math.Log(Math.Max(0, sums[feature] - row[c]) + Alpha));
                mean += row[c] / row.Length;
            }
            // What all classes share decides nothing, and without it a weight says whether its n-gram speaks for its class or against it.
            for (var c = 0; c < row.Length; c++)
                row[c] -= (float)mean;
        });
        return new(classCount, counts, new float[classCount]);
    }

    protected override IEnumerable<KeyValuePair<string, string>> OwnParameters() =>
        [new("alpha", Alpha.ToString(CultureInfo.InvariantCulture))];
}
