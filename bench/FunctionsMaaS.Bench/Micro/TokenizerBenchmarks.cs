using BenchmarkDotNet.Attributes;
using FunctionsMaaS.Text;

namespace FunctionsMaaS.Bench.Micro;

/// <summary>Reading the n-grams of a text, with nothing done with them: words, pairs and prefixes, with and without parts of words.</summary>
public class TokenizerBenchmarks
{
    private const int Vocabulary = 50_000;

    private readonly NgramReader _words = new(new() { Headers = true });
    private readonly NgramReader _characters = new(new() { Headers = true, CharactersFrom = 3, CharactersTo = 5 });
    private string _text = "";

    [Params(100, 2_000, 100_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Make() => _text = $"Subject: re: {new SyntheticTexts(Vocabulary, seed: 1).Text(20, 0)}\n\n{new SyntheticTexts(Vocabulary, seed: 2).Text(Length, 0)}";

    [Benchmark(Baseline = true)]
    public ulong Words() => Read(_words);

    [Benchmark]
    public ulong WordsAndCharacters() => Read(_characters);

    private ulong Read(NgramReader reader)
    {
        var sink = new SumSink();
        reader.Read(_text, ref sink);
        return sink.Sum;
    }

    private struct SumSink : INgramSink
    {
        public ulong Sum { get; private set; }

        public void Add(ulong key, int start, int end) => Sum += key;
    }
}
