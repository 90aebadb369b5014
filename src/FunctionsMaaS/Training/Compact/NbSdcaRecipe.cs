using System.Globalization;

namespace FunctionsMaaS.Training.Compact;

/// <summary>
/// <c>nb-sdca</c>: linear support vector machines, one against the rest, on features scaled by naive-Bayes log-count ratios (Wang and Manning 2012),
/// trained by stochastic dual coordinate ascent.
/// </summary>
internal sealed class NbSdcaRecipe : CompactRecipe
{
    /// <summary>The name on the command line.</summary>
    public const string RecipeName = "nb-sdca";

    // Chosen on kinds of text long and short, of 2 to 77 labels, rather than on newsgroup posts alone: see docs/adr/0004-compact-models.md.
    private const double Cost = 0.7;
    private const double Evenness = 0.7;
    private const int Epochs = 5;

    /// <summary>As in LIBLINEAR.</summary>
    private const float Tolerance = 0.1f;

    public override string Name => RecipeName;

    protected override double Smoothing => 0.3;

    protected override Probabilities UsualProbabilities => new(2.8f, 9, -0.45f);

    protected override LinearWeights Fit(FeatureMatrix matrix, int[] rows, int[] classes, int classCount, int seed, CancellationToken cancellationToken)
    {
        // With two classes the machine of one is that of the other with the sign turned round.
        var trained = classCount == 2 ? 1 : classCount;
        var weights = new LinearWeights(classCount, new float[checked(matrix.Width * classCount)], new float[classCount]);
        var ratios = new LogCountRatios(matrix, rows, classes, Smoothing, Evenness);
        Parallel.ForEach(ClassBlock.Split(trained), new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            using var lines = new ClassLines(matrix.Width);
            ratios.Fill(block, lines);
            var biases = DualCoordinateAscent.Fit(matrix, rows, classes, block, lines, Cost, Epochs, seed, Tolerance, cancellationToken);
            Copy(lines, biases, block, weights);
        });
        if (classCount == 2)
            Mirror(weights);
        return weights;
    }

    protected override IEnumerable<KeyValuePair<string, string>> OwnParameters() =>
    [
        new("cost", Cost.ToString(CultureInfo.InvariantCulture)),
        new("epochs", Epochs.ToString(CultureInfo.InvariantCulture)),
        new("evenness", Evenness.ToString(CultureInfo.InvariantCulture)),
        new("smoothing", Smoothing.ToString(CultureInfo.InvariantCulture)),
    ];

    private static void Copy(ClassLines lines, float[] biases, ClassBlock block, LinearWeights weights)
    {
        for (var feature = 0; feature * weights.Classes < weights.Weights.Length; feature++)
            lines.Weights(feature)[..block.Count].CopyTo(weights.Weights.AsSpan((feature * weights.Classes) + block.First));
        biases.AsSpan(0, block.Count).CopyTo(weights.Biases.AsSpan(block.First));
    }

    private static void Mirror(LinearWeights weights)
    {
        for (var i = 0; i < weights.Weights.Length; i += 2)
            weights.Weights[i + 1] = -weights.Weights[i];
        weights.Biases[1] = -weights.Biases[0];
    }
}
