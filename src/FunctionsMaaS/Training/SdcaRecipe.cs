using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace FunctionsMaaS.Training;

/// <summary>A linear classifier by ML.NET's SDCA over words, pairs of words and compounds, present or not, weighted by inverse document frequency.</summary>
internal sealed class SdcaRecipe : MlNetRecipe
{
    private const float PairWeight = 0.7f;
    private const float L2 = 1e-5f;
    private const int Iterations = 20;

    public override string Name => "sdca";

    public override TermClassifier Fit(MlNetSession session, LabeledTerms data, int[] documents)
    {
        var chosen = new bool[data.Terms.Count];
        Array.Fill(chosen, true);
        var vocabulary = new Vocabulary(data.Terms, chosen);
        var weights = InverseDocumentFrequency.Of(data.Terms, documents, PairWeight);
        TrainingRow[] rows = [.. documents.Select(document => data.Row(document, vocabulary, weights))];
        var trainer = session.Context.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options
        {
            LabelColumnName = TextPipeline.Label,
            FeatureColumnName = TextPipeline.Features,
            Loss = new HingeLoss(),
            L1Regularization = 0,
            L2Regularization = L2,
            NumberOfThreads = 1, // more of them race, and the same data would give other weights each time
            MaximumNumberOfIterations = Iterations,
            ConvergenceCheckFrequency = Iterations,
        });
        return new(vocabulary, weights, trainer.Fit(data.View(session.Context, session.Observe(rows), vocabulary.Count)));
    }

    protected override TermLimits LimitsFor(int documents) => documents < 2000 ? new(1, 2) : new(2, 3);

    protected override IReadOnlyDictionary<string, string> Describe(LabeledTerms data, Vocabulary vocabulary) => new Dictionary<string, string>
    {
        ["features"] = vocabulary.Count.ToString(CultureInfo.InvariantCulture),
        ["l2"] = L2.ToString(CultureInfo.InvariantCulture),
        ["iterations"] = Iterations.ToString(CultureInfo.InvariantCulture),
        ["pairWeight"] = PairWeight.ToString(CultureInfo.InvariantCulture),
    };
}
