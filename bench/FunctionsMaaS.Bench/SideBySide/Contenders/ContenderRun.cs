using System.Diagnostics;

namespace FunctionsMaaS.Bench.SideBySide.Contenders;

/// <summary>Measures a contender, step by step as bench/peers/measure.py does it.</summary>
internal static class ContenderRun
{
    private const int WarmUpTexts = 200;
    private const double LeastSeconds = 0.5;
    private const int LeastBatches = 3;
    private const double LeastBatchSeconds = 1;

    public static FitResult Fit(IContender contender, string index, string model)
    {
        var (cpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        contender.Fit(IndexedTexts.Read(index), model);
        return new(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, PeakBytes(), new FileInfo(model).Length);
    }

    public static (ServeResult Result, string[] Predicted) Serve(IContender contender, string index, string model, int singles)
    {
        var watch = Stopwatch.StartNew();
        using var loaded = contender.Load(model);
        var (load, peakLoaded) = (watch.Elapsed, PeakBytes());
        string[] texts = [.. IndexedTexts.Read(index).Select(e => e.Text)];

        watch.Restart();
        loaded.PredictOne(texts[0]);
        var first = watch.Elapsed;

        var predicted = loaded.PredictAll(texts);
        var rate = RateOf(loaded.PredictAll, texts);
        var rateOfOne = RateOf(loaded.PredictAllOnOneThread, texts);

        int[] chosen = [.. Enumerable.Range(0, texts.Length).Where(i => i % Math.Max(1, texts.Length / singles) == 0)];
        for (var i = 0; i < WarmUpTexts; i++)
            loaded.PredictOne(texts[chosen[i % chosen.Length]]);
        var (times, differing) = (new List<double>(), 0);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var begin = Stopwatch.GetTimestamp(); times.Count == 0 || Stopwatch.GetElapsedTime(begin).TotalSeconds < LeastSeconds;)
        {
            foreach (var i in chosen)
            {
                var start = Stopwatch.GetTimestamp();
                var label = loaded.PredictOne(texts[i]);
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                differing += label == predicted[i] ? 0 : 1;
            }
        }
        var cpuPerText = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / times.Count;
        times.Sort();
        return (new(load.TotalSeconds, first.TotalSeconds, Statistics.Percentile(times, 0.5), Statistics.Percentile(times, 0.99), cpuPerText, rate, rateOfOne, peakLoaded, PeakBytes(), differing), predicted);
    }

    private static double RateOf(Func<string[], string[]> predict, string[] texts)
    {
        for (var warmUp = Stopwatch.StartNew(); warmUp.Elapsed.TotalSeconds < LeastBatchSeconds;)
            predict(texts);
        var rates = new List<double>();
        for (var begin = Stopwatch.StartNew(); rates.Count < LeastBatches || begin.Elapsed.TotalSeconds < LeastBatchSeconds;)
        {
            var start = Stopwatch.GetTimestamp();
            predict(texts);
            rates.Add(texts.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        rates.Sort();
        return rates[rates.Count / 2];
    }

    /// <summary>The high-water mark of resident memory, which begins anew with each program.</summary>
    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
