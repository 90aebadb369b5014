using System.Globalization;
using Microsoft.ML;

namespace FunctionsMaaS.Training;

/// <summary>
/// ML.NET's NaiveBayes over the presence of words and compounds. Its pseudo-count is fixed at 1, too much by far for tens of thousands
/// of terms, most of them rare; counting every document 200 times makes it the same fraction of 1.
/// </summary>
internal sealed class NaiveBayesRecipe : MlNetRecipe
{
    private const int Repeats = 200;

    public override string Name => "naive-bayes";

    /// <summary>No pairs: naive Bayes would count what their words say once more.</summary>
    protected override TermLimits Limits => new(MaxWords: 60_000, MaxPairs: 0, MaxCompounds: 30_000);

    public override TermClassifier Fit(MlNetSession session, LabeledTerms data, int[] documents)
    {
        var vocabulary = new Vocabulary(data.Terms, data.Terms.PresentIn(documents));
        TrainingRow[] rows = Array.ConvertAll(documents, document => data.Row(document, vocabulary, weights: null));
        var trainer = session.Context.MulticlassClassification.Trainers.NaiveBayes(TextPipeline.Label, TextPipeline.Features);
        return new(vocabulary, Weights: null, trainer.Fit(data.View(session.Context, session.Observe(rows, Repeats), vocabulary.Count)));
    }

    protected override IEnumerable<(string Name, string Value)> Describe(int documents) =>
        [("pseudoCount", (1.0 / Repeats).ToString("G3", CultureInfo.InvariantCulture))];
}
