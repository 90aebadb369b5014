using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Http.Cards;

/// <summary>
/// A model card with the headings of Mitchell et al. 2019, "Model Cards for Model Reporting", of what a manifest says and no more. Where a manifest is
/// silent the card says so.
/// </summary>
internal static partial class ModelCard
{
    private const int MaxConfusions = 10;

    public static CardDocument Of(ModelManifest manifest, string title)
    {
        var classes = ClassesOf(manifest);
        return new($"Model card: {title}",
        [
            new("Model Details", Details(manifest)),
            new("Intended Use", IntendedUse(manifest)),
            new("Factors", Factors(manifest)),
            new("Metrics", Metrics(manifest)),
            new("Evaluation Data", EvaluationData(manifest)),
            new("Training Data", TrainingData(manifest)),
            new("Quantitative Analyses", Analyses(manifest, classes)),
            new("Verdict", Verdict(manifest)),
            new("Ethical Considerations", EthicalConsiderations()),
            new("Caveats and Recommendations", [new CardList([.. Caveats(manifest, classes)])]),
        ]);
    }

    private static IReadOnlyList<ClassReport> ClassesOf(ModelManifest manifest) =>
        manifest.Evaluation is { } evaluation ? ClassificationMetrics.Classes(manifest.Labels, evaluation.Confusion) : [];

    private static CardBlock[] Details(ModelManifest manifest)
    {
        List<(string, string)> facts =
        [
            ("Kind", $"text classifier of {CardFigures.Of(manifest.Labels.Count, "label")}"),
            ("Made", CardFigures.Time(manifest.Created)),
            ("Recipe", manifest.Recipe),
        ];
        if (manifest.Seed is { } seed)
            facts.Add(("Seed", $"{seed}"));
        // What drift is measured against is no part of how the model was made.
        facts.AddRange(manifest.Parameters.Where(p => !p.Key.StartsWith(PredictionBaseline.Prefix, StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)));
        if (manifest.Settings.Strip != MessageParts.None)
            facts.Add(("Left out of texts", manifest.Settings.Strip.ToString().ToLowerInvariant()));
        facts.Add(("Payload", $"{manifest.Payload.Format}, {CardFigures.Of(manifest.Payload.Size, "byte")}"));
        facts.Add(("Payload digest", manifest.Payload.Digest));
        facts.AddRange(manifest.Libraries.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => ("Made with", $"{l.Key} {l.Value}")));
        return [new CardFacts(facts)];
    }

    private static CardBlock[] IntendedUse(ModelManifest manifest) =>
    [
        new CardText("It gives a text one of the labels below, with a probability for each. It is meant for texts like those it was trained on, and answers that a person can overrule."),
        new CardText("Every text gets a label, also one that fits none: out of scope are texts of other subjects, languages or kinds, and decisions about people that nobody looks at."),
        new CardFacts([("Labels", Enumeration(manifest.Labels))]),
    ];

    private static CardBlock[] Factors(ModelManifest manifest) => manifest.Slices.Count == 0
        ? [new CardText("It was measured on all held-out texts together. How it does on groups of them is not known: no metadata field was configured to measure by.")]
        : [new CardText($"It was measured on groups of texts by {string.Join(", ", manifest.Slices.Select(s => s.Field))}; see Quantitative Analyses. Of other groups nothing is known.")];

    private static CardBlock[] Metrics(ModelManifest manifest)
    {
        if (manifest.Metrics.Count == 0)
            return [new CardText("It was not measured when it was made.")];
        (string Key, string Name, string Meaning)[] known =
        [
            ("accuracy", "Accuracy", "share of texts whose most probable label is right"),
            ("macroF1", "Macro F1", "mean F1 over the labels, each weighing the same"),
            ("logLoss", "Log loss", "how surprising the right labels are; 0 is best"),
            ("ece", "Calibration error (ECE)", "how far probabilities are from the truth; 0 is best"),
        ];
        return
        [
            new CardTable("Figures on the held-out texts", 2, ["Figure", "Meaning", "Value"],
                [.. known.Where(k => manifest.Metrics.ContainsKey(k.Key)).Select(k => new[] { k.Name, k.Meaning, CardFigures.Rate(manifest.Metrics[k.Key]) })]),
            new CardText("The most probable label is the answer; no other threshold was used."),
        ];
    }

    private static CardBlock[] EvaluationData(ModelManifest manifest) => manifest.Metrics.TryGetValue("documents", out var documents)
        ? [new CardText($"{CardFigures.Of((long)documents, "text")} held out of the same dataset as the training data, none of which it was trained on.")]
        : [new CardText("None.")];

    private static CardBlock[] TrainingData(ModelManifest manifest) => manifest.Dataset is { } dataset
        ? [new CardFacts([("Dataset", dataset.Name), ("Texts", CardFigures.Count(dataset.Documents)), ("Digest", dataset.Digest)])]
        : [new CardText("Not known: the model was trained elsewhere and imported.")];

    private static CardBlock[] EthicalConsiderations() =>
    [
        new CardText(
            "A model repeats what its training texts do, unfairness between groups included. Whether those texts hold personal data, and whether the people who wrote or labelled them agreed to this use, is known to whoever chose the dataset, and not recorded here."),
    ];

    private static string Enumeration(IReadOnlyList<string> labels) =>
        string.Join(", ", labels.Take(ModelEvaluation.MaxLabels)) + (labels.Count > ModelEvaluation.MaxLabels ? $" and {labels.Count - ModelEvaluation.MaxLabels} more" : "");
}
