using System.Diagnostics;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;

namespace FunctionsMaaS.Bench.Growth;

/// <summary>Varies one size at a time and leaves the others as they are.</summary>
internal sealed class GrowthCampaign(string recipe, double scale)
{
    private const int Vocabulary = 20_000, Labels = 20, Characters = 1_000;

    private static readonly int[] Lengths = [100, 1_000, 10_000, 100_000, 1_000_000];
    private static readonly int[] LabelCounts = [2, 10, 100, 1_000];
    private static readonly int[] Vocabularies = [1_000, 10_000, 100_000, 1_000_000];
    private static readonly int[] TextCounts = [500, 2_000, 8_000, 32_000];

    private readonly int _texts = (int)(4_000 * scale);
    private (SyntheticTexts Texts, ModelPackage Package, TimeSpan Fit)? _lengthModel;

    public IEnumerable<GrowthSeries> Run(CancellationToken cancellationToken)
    {
        // Compiles what is measured, which the first point would pay for otherwise.
        Measure(0, new SyntheticTexts(2_000, seed: 1), new SyntheticTexts(2_000, seed: 1).Dataset(500, 4, 500), Characters);

        yield return Series("text length, characters", "score", Lengths, TextLengths, cancellationToken);
        yield return Series("labels", "fit", LabelCounts, labels => Point(labels, Vocabulary, labels, Math.Max(_texts, 4 * labels)), cancellationToken);
        yield return Series("vocabulary, words", "fit", Vocabularies, words => Point(words, words, Labels, _texts), cancellationToken);
        yield return Series("training size, texts", "fit", [.. TextCounts.Select(texts => (int)(texts * scale))], texts => Point(texts, Vocabulary, Labels, texts), cancellationToken);
    }

    private static GrowthSeries Series(string what, string cost, int[] sizes, Func<int, GrowthPoint> measure, CancellationToken cancellationToken)
    {
        var points = new List<GrowthPoint>();
        foreach (var size in sizes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"{what}: {size:N0} ...");
            points.Add(measure(size));
        }
        return new(what, cost, points);
    }

    /// <summary>One model for all lengths: only the text to score grows.</summary>
    private GrowthPoint TextLengths(int characters)
    {
        if (_lengthModel is null)
        {
            var texts = new SyntheticTexts(Vocabulary, seed: 1);
            var dataset = texts.Dataset(_texts, Labels, Characters);
            var watch = Stopwatch.StartNew();
            _lengthModel = (texts, BenchModels.Train(recipe, dataset), watch.Elapsed);
        }
        var (source, package, fit) = _lengthModel.Value;
        return Score(characters, source, package, fit, characters);
    }

    private GrowthPoint Point(int size, int vocabulary, int labels, int count)
    {
        var texts = new SyntheticTexts(vocabulary, seed: 1);
        return Measure(size, texts, texts.Dataset(count, labels, Characters), Characters);
    }

    private GrowthPoint Measure(int size, SyntheticTexts texts, Dataset dataset, int characters)
    {
        var watch = Stopwatch.StartNew();
        var package = BenchModels.Train(recipe, dataset);
        return Score(size, texts, package, watch.Elapsed, characters);
    }

    private static GrowthPoint Score(int size, SyntheticTexts texts, ModelPackage package, TimeSpan fit, int characters)
    {
        const int distinct = 8, warmUps = 200;
        string[] scored = [.. Enumerable.Range(0, distinct).Select(i => texts.Text(characters, i))];
        using var model = package.Open(BenchModels.Formats);
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        var warmUp = Stopwatch.StartNew();
        for (var i = 0; i < warmUps && (i < distinct || warmUp.Elapsed.TotalSeconds < 1); i++)
            scorer.Score(scored[i % distinct], probabilities);
        var (times, bytes) = (new List<double>(10_000), GC.GetAllocatedBytesForCurrentThread());
        for (var begin = Stopwatch.GetTimestamp(); times.Count < 2 * distinct || (times.Count < times.Capacity && Stopwatch.GetElapsedTime(begin).TotalSeconds < 1);)
        {
            var start = Stopwatch.GetTimestamp();
            scorer.Score(scored[times.Count % distinct], probabilities);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        var allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / times.Count;
        times.Sort();
        return new(size, fit.TotalSeconds, package.Payload.Length, times[times.Count / 2], allocated);
    }
}
