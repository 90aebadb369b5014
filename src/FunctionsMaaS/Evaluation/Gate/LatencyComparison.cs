using FunctionsMaaS.Data;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>How long two models take for a text: medians over the same texts, measured in turns, so that what slows the machine slows both.</summary>
/// <param name="Texts">How many texts were timed.</param>
/// <param name="ChampionMicroseconds">The champion's median, in µs.</param>
/// <param name="ChallengerMicroseconds">The challenger's median, in µs.</param>
public sealed record LatencyComparison(int Texts, double ChampionMicroseconds, double ChallengerMicroseconds)
{
    private const int MaxTexts = 200;
    private const int Rounds = 4;

    /// <summary>Times both models, one thread, on at most 200 texts spread over the dataset; of each text the shortest of four times counts, the first of which only warms up.</summary>
    /// <param name="champion">The champion.</param>
    /// <param name="challenger">The challenger.</param>
    /// <param name="dataset">The texts; at least one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels between texts.</param>
    public static LatencyComparison Measure(ITextModel champion, ITextModel challenger, Dataset dataset, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using var first = new Stopwatch(champion, time);
        using var second = new Stopwatch(challenger, time);
        var count = Math.Min(MaxTexts, dataset.Examples.Count);
        double[] ofFirst = new double[count], ofSecond = new double[count];
        Array.Fill(ofFirst, double.MaxValue);
        Array.Fill(ofSecond, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var text = dataset.Examples[(int)((long)i * dataset.Examples.Count / count)].Text;
                var (a, b) = (i + round) % 2 == 0 ? (first.Time(text), second.Time(text)) : Swap(second.Time(text), first.Time(text));
                if (round > 0)
                    (ofFirst[i], ofSecond[i]) = (Math.Min(ofFirst[i], a), Math.Min(ofSecond[i], b));
            }
        }
        return new(count, Median(ofFirst), Median(ofSecond));
    }

    private static (double, double) Swap(double a, double b) => (b, a);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private sealed class Stopwatch(ITextModel model, TimeProvider time) : IDisposable
    {
        private readonly ITextScorer _scorer = model.CreateScorer();
        private readonly float[] _probabilities = new float[model.Labels.Count];

        public double Time(string text)
        {
            var started = time.GetTimestamp();
            _scorer.Score(text, _probabilities);
            return time.GetElapsedTime(started).TotalMicroseconds;
        }

        public void Dispose() => _scorer.Dispose();
    }
}
