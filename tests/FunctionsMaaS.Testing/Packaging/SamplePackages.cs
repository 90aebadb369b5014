using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsMaaS.Testing.Packaging;

/// <summary>Packages of <see cref="StubFormat"/> models.</summary>
public static class SamplePackages
{
    public static DateTimeOffset Created { get; } = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string DatasetDigest { get; } = "sha256:" + new string('a', 64);

    public static ModelPackage Of(params string[] labels) =>
        ModelPackages.Create(Trained(labels), [new StubFormat()], new Dictionary<string, double> { ["accuracy"] = 0.875, ["documents"] = 80 }, new FakeTimeProvider(Created));

    public static TrainedModel Trained(params string[] labels) => new()
    {
        Recipe = "nb-sdca",
        Parameters = new Dictionary<string, string> { ["l2"] = "1e-6", ["ngrams"] = "2" },
        Seed = 7,
        Labels = labels,
        Format = "stub",
        Payload = StubFormat.Payload(labels),
        Settings = new() { Temperature = 1.25 },
        DatasetDigest = DatasetDigest,
        DatasetName = "newsgroups",
        Documents = 360,
    };
}
