namespace FunctionsMaaS.Evaluation;

/// <summary>Two models on the same documents: how far do they differ? Whether one may replace the other is for <see cref="Gate.PromotionGate"/> to say.</summary>
public sealed record EvaluationComparison
{
    /// <summary>How many documents both were measured on.</summary>
    public required int Documents { get; init; }

    /// <summary>Challenger's accuracy minus champion's, -1 to 1.</summary>
    public required double AccuracyDifference { get; init; }

    /// <summary>Challenger's macro F1 minus champion's, -1 to 1.</summary>
    public required double MacroF1Difference { get; init; }

    /// <summary>Documents that only the champion got right.</summary>
    public required int OnlyChampionCorrect { get; init; }

    /// <summary>Documents that only the challenger got right.</summary>
    public required int OnlyChallengerCorrect { get; init; }

    /// <summary>
    /// Exact two-sided McNemar test: how probable a split of the discordant documents at least this uneven is if both models are
    /// equally good; 1 without discordant documents.
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>Compares two evaluations of the same dataset, in the same order.</summary>
    /// <exception cref="ArgumentException">They are not of the same documents.</exception>
    public static EvaluationComparison Compare(EvaluationResult champion, EvaluationResult challenger)
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(challenger);
        var count = champion.Outcomes.Count;
        if (count != challenger.Outcomes.Count)
            throw new ArgumentException($"The champion was measured on {count} documents, the challenger on {challenger.Outcomes.Count}: compare on the same ones.", nameof(challenger));
        int onlyChampion = 0, onlyChallenger = 0;
        for (var i = 0; i < count; i++)
        {
            PredictionOutcome a = champion.Outcomes[i], b = challenger.Outcomes[i];
            if (!string.Equals(champion.Report.Labels[a.Truth], challenger.Report.Labels[b.Truth], StringComparison.Ordinal))
                throw new ArgumentException($"Document {i} has different labels in the two evaluations: compare on the same documents in the same order.", nameof(challenger));
            onlyChampion += a.IsCorrect && !b.IsCorrect ? 1 : 0;
            onlyChallenger += b.IsCorrect && !a.IsCorrect ? 1 : 0;
        }
        return new()
        {
            Documents = count,
            AccuracyDifference = (double)(onlyChallenger - onlyChampion) / count,
            MacroF1Difference = challenger.Report.MacroF1 - champion.Report.MacroF1,
            OnlyChampionCorrect = onlyChampion,
            OnlyChallengerCorrect = onlyChallenger,
            PValue = McNemar.ExactPValue(onlyChampion, onlyChallenger),
        };
    }
}
