using BenchmarkDotNet.Attributes;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;

namespace FunctionsMaaS.Bench.Micro;

/// <summary>Opening a model: its bytes alone, and a whole package file with digests verified, up to a scorer that is ready.</summary>
public class LoadingBenchmarks
{
    private const int Vocabulary = 50_000;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"maas-bench-{Guid.NewGuid():n}.maas");
    private ModelPackage _package = null!;

    [Params("complement-nb", "sdca")]
    public string Recipe { get; set; } = "";

    [GlobalSetup]
    public void Train()
    {
        _package = BenchModels.Train(Recipe, new SyntheticTexts(Vocabulary, seed: 1).Dataset(2_000, 20, 2_000));
        ModelPackageFile.Write(_package, _path);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_path);

    [Benchmark]
    public void Payload() => Ready(_package);

    [Benchmark]
    public void PackageFile() => Ready(ModelPackageFile.Read(_path));

    private static void Ready(ModelPackage package)
    {
        using var model = package.Open(BenchModels.Formats);
        using ITextScorer scorer = model.CreateScorer();
    }
}
