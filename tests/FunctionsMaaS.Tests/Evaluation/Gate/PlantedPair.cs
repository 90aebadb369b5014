using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Evaluation.Gate;

namespace FunctionsMaaS.Tests.Evaluation.Gate;

/// <summary>Two models whose quality is known, because it was planted: what they are asked, and what they answer, is drawn from a seed.</summary>
internal sealed class PlantedPair(int texts, int seed)
{
    public const double Right = 0.85;

    private static readonly string[] Labels = ["a", "b", "c", "d", "e"];

    private readonly Random _random = new(seed);

    /// <summary>How often the champion is right, by class.</summary>
    public Func<int, double> Champion { get; init; } = _ => Right;

    /// <summary>How often the challenger is right, by class.</summary>
    public Func<int, double> Challenger { get; init; } = _ => Right;

    /// <summary>The confidence of every answer of the challenger.</summary>
    public float Confidence { get; init; } = (float)Right;

    /// <summary>The class of a text.</summary>
    public Func<int, int> ClassOf { get; init; } = text => text % Labels.Length;

    /// <summary>The size of the challenger; the champion has 4 MiB.</summary>
    public long ChallengerBytes { get; init; } = 4 * 1024 * 1024;

    public (GateEntry Champion, GateEntry Challenger) Draw()
    {
        int[] truth = [.. Enumerable.Range(0, texts).Select(ClassOf)];
        return (
            new(Answer(truth, Champion, (float)Right), 4 * 1024 * 1024),
            new(Answer(truth, Challenger, Confidence), ChallengerBytes));
    }

    public GateVerdict Judge(GateOptions? options = null, LatencyComparison? latency = null)
    {
        var (champion, challenger) = Draw();
        return new PromotionGate(options ?? new()).Judge(champion, challenger, latency);
    }

    private EvaluationResult Answer(int[] truth, Func<int, double> right, float confidence)
    {
        PredictionOutcome[] outcomes =
        [
            .. truth.Select(t => _random.NextDouble() < right(t)
                ? new PredictionOutcome(t, t, confidence, confidence)
                : new(t, (t + _random.Next(1, Labels.Length)) % Labels.Length, (1 - confidence) / (Labels.Length - 1), confidence)),
        ];
        return new(ClassificationMetrics.Compute(Labels, outcomes), outcomes);
    }
}
