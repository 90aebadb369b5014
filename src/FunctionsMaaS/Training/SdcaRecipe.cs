using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace FunctionsMaaS.Training;

/// <summary>
/// A linear classifier with hinge loss by ML.NET's SDCA, over the presence of words, pairs of neighbouring words and compounds, weighted
/// by inverse document frequency and scaled to length 1. See docs/adr/0003-mlnet-recipes.md for what else was measured.
/// </summary>
internal sealed class SdcaRecipe : MlNetRecipe
{
    /// <summary>What a pair counts beside its words.</summary>
    private const float PairWeight = 0.7f;

    /// <summary>L2 regularization times the number of documents: the inverse of a support vector machine's C.</summary>
    private const float Regularization = 3;

    private const int Iterations = 10;

    public override string Name => "sdca";

    protected override TermLimits Limits => new(MaxWords: 60_000, MaxPairs: 200_000, MaxCompounds: 30_000);

    public override TermClassifier Fit(MlNetSession session, LabeledTerms data, int[] documents)
    {
        var vocabulary = new Vocabulary(data.Terms, data.Terms.PresentIn(documents));
        var weights = vocabulary.InverseDocumentFrequencies(data.Terms, documents, PairWeight);
        TrainingRow[] rows = Array.ConvertAll(documents, document => data.Row(document, vocabulary, weights));
        var trainer = session.Context.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options
        {
            LabelColumnName = TextPipeline.Label,
            FeatureColumnName = TextPipeline.Features,
            Loss = new HingeLoss(),
            L1Regularization = 0,
            L2Regularization = Regularization / documents.Length,
            NumberOfThreads = 1, // more of them race, and the same data would give other weights each time
            MaximumNumberOfIterations = Iterations,
            ConvergenceCheckFrequency = Iterations, // a check costs as much as an iteration
        });
        return new(vocabulary, weights, trainer.Fit(data.View(session.Context, session.Observe(rows), vocabulary.Count)));
    }

    protected override IEnumerable<(string Name, string Value)> Describe(int documents) =>
    [
        ("loss", "hinge"),
        ("l2", (Regularization / documents).ToString("G3", CultureInfo.InvariantCulture)),
        ("iterations", Iterations.ToString(CultureInfo.InvariantCulture)),
        ("pairWeight", PairWeight.ToString(CultureInfo.InvariantCulture)),
    ];
}
