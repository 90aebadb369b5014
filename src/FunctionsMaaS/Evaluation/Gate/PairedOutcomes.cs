namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>What became of one text with both models; classes by their index in <see cref="PairedOutcomes.Labels"/>.</summary>
internal readonly record struct PairedOutcome(int Truth, int Champion, int Challenger, float ChampionConfidence, float ChallengerConfidence)
{
    public bool IsOnlyChampionCorrect => Champion == Truth && Challenger != Truth;

    public bool IsOnlyChallengerCorrect => Challenger == Truth && Champion != Truth;
}

/// <summary>Two evaluations of the same texts, text by text.</summary>
internal sealed class PairedOutcomes
{
    private PairedOutcomes(IReadOnlyList<string> labels, PairedOutcome[] texts, EvaluationComparison comparison) =>
        (Labels, Texts, Comparison) = (labels, texts, comparison);

    /// <summary>The classes of both models.</summary>
    public IReadOnlyList<string> Labels { get; }

    public PairedOutcome[] Texts { get; }

    public EvaluationComparison Comparison { get; }

    /// <exception cref="ArgumentException">The evaluations are not of the same texts.</exception>
    public static PairedOutcomes Of(EvaluationResult champion, EvaluationResult challenger)
    {
        var comparison = EvaluationComparison.Compare(champion, challenger);
        string[] labels = [.. champion.Report.Labels.Union(challenger.Report.Labels, StringComparer.Ordinal)];
        var index = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        int[] ofChampion = [.. champion.Report.Labels.Select(label => index[label])], ofChallenger = [.. challenger.Report.Labels.Select(label => index[label])];
        var texts = new PairedOutcome[champion.Outcomes.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            PredictionOutcome a = champion.Outcomes[i], b = challenger.Outcomes[i];
            texts[i] = new(ofChampion[a.Truth], ofChampion[a.Predicted], ofChallenger[b.Predicted], a.PredictedProbability, b.PredictedProbability);
        }
        return new(labels, texts, comparison);
    }
}

/// <summary>How many of some texts one of two models alone gets right.</summary>
internal readonly record struct DiscordantTexts(int Texts, int OnlyChampionCorrect, int OnlyChallengerCorrect)
{
    /// <summary>What the challenger lost of the share that is right; negative if it gained.</summary>
    public double Drop => (double)(OnlyChampionCorrect - OnlyChallengerCorrect) / Texts;

    /// <summary>How probable so bad a result is for a challenger that is as good as the champion.</summary>
    public double WorsePValue => McNemar.WorsePValue(OnlyChallengerCorrect, OnlyChampionCorrect);

    public DiscordantTexts With(PairedOutcome text) => new(
        Texts + 1, OnlyChampionCorrect + (text.IsOnlyChampionCorrect ? 1 : 0), OnlyChallengerCorrect + (text.IsOnlyChallengerCorrect ? 1 : 0));
}
