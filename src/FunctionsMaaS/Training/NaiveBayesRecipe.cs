using System.Globalization;
using Microsoft.ML;

namespace FunctionsMaaS.Training;

/// <summary>ML.NET's NaiveBayes.</summary>
internal sealed class NaiveBayesRecipe : MlNetRecipe
{
    private const int Repeats = 100;

    public override string Name => "naive-bayes";

    public override TermClassifier Fit(MlNetSession session, LabeledTerms data, int[] documents)
    {
        var chosen = new bool[data.Terms.Count];
        Array.Fill(chosen, true);
        var vocabulary = new Vocabulary(data.Terms, chosen);
        TrainingRow[] rows = [.. documents.Select(document => data.Row(document, vocabulary, null))];
        var trainer = session.Context.MulticlassClassification.Trainers.NaiveBayes(TextPipeline.Label, TextPipeline.Features);
        return new(vocabulary, null, trainer.Fit(data.View(session.Context, session.Observe(rows, Repeats), vocabulary.Count)));
    }

    protected override TermLimits LimitsFor(int documents) => documents < 2000 ? new(1, 2) : new(2, 3);

    protected override IReadOnlyDictionary<string, string> Describe(LabeledTerms data, Vocabulary vocabulary) => new Dictionary<string, string>
    {
        ["features"] = vocabulary.Count.ToString(CultureInfo.InvariantCulture),
        ["repeats"] = Repeats.ToString(CultureInfo.InvariantCulture),
    };
}
