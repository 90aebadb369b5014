using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Packaging;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ModelPackagesTests
{
    private readonly StubFormat _format = new();
    private readonly FakeTimeProvider _time = new(SamplePackages.Created);

    [Fact]
    public void A_package_says_how_its_model_was_made()
    {
        var model = SamplePackages.Trained("a", "b");

        var manifest = ModelPackages.Create(model, [_format], new Dictionary<string, double> { ["accuracy"] = 0.5 }, _time).Manifest;

        Assert.Null(manifest.Name);
        Assert.Null(manifest.Version);
        Assert.Equal(SamplePackages.Created, manifest.Created);
        Assert.Equal("nb-sdca", manifest.Recipe);
        Assert.Equal(model.Parameters, manifest.Parameters);
        Assert.Equal(7, manifest.Seed);
        Assert.Equal(["a", "b"], manifest.Labels);
        Assert.Equal(model.Settings, manifest.Settings);
        Assert.Equal(new("newsgroups", SamplePackages.DatasetDigest, 360), manifest.Dataset);
        Assert.Equal(0.5, manifest.Metrics["accuracy"]);
        // sha256sum of "a,b"
        Assert.Equal(new("model.bin", "stub", "sha256:1eb7c54d52831bbfe8942af0b1c56b7409523a59ed6ca99c1174fef7eb32c1b5", 3), manifest.Payload);
    }

    [Fact]
    public void A_package_names_the_libraries_that_made_it()
    {
        Assert.Equal("FunctionsMaaS", Assert.Single(SamplePackages.Of("a", "b").Manifest.Libraries).Key);
        var trained = SamplePackages.Trained("a", "b") with { Format = MlNetZipFormat.FormatName };
        var libraries = ModelPackages.Create(trained, [new MlNetZipFormat()], null, _time).Manifest.Libraries;

        Assert.Equal(["FunctionsMaaS", "Microsoft.ML"], libraries.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("5.", libraries["Microsoft.ML"], StringComparison.Ordinal);
        Assert.All(libraries.Values, version => Assert.Matches(@"^\d+\.\d+\.\d+[^+]*$", version));
    }

    [Fact]
    public void A_model_that_was_not_measured_has_no_metrics() =>
        Assert.Empty(ModelPackages.Create(SamplePackages.Trained("a", "b"), [_format], null, _time).Manifest.Metrics);

    [Fact]
    public void A_model_of_unknown_format_is_not_packed()
    {
        var error = Assert.Throws<ModelPackageException>(() => ModelPackages.Create(SamplePackages.Trained("a", "b") with { Format = "onnx" }, [_format], null, _time));
        Assert.Equal("'onnx' is not a model format of this build; known are: stub.", error.Message);
    }

    [Fact]
    public void A_model_with_a_metric_that_is_no_number_is_not_packed() =>
        Assert.Throws<ModelPackageException>(() => ModelPackages.Create(SamplePackages.Trained("a", "b"), [_format], new Dictionary<string, double> { ["ece"] = double.NaN }, _time));

    [Fact]
    public void The_metrics_of_a_report_are_its_main_figures()
    {
        var report = new EvaluationReport
        {
            Documents = 80,
            Accuracy = 0.8,
            MacroPrecision = 0.1,
            MacroRecall = 0.2,
            MacroF1 = 0.7,
            MicroPrecision = 0.8,
            MicroRecall = 0.8,
            MicroF1 = 0.8,
            LogLoss = 0.6,
            Ece = 0.05,
            Labels = [],
            PerClass = [],
            Confusion = [],
        };

        Assert.Equal(
            new Dictionary<string, double> { ["documents"] = 80, ["accuracy"] = 0.8, ["macroF1"] = 0.7, ["logLoss"] = 0.6, ["ece"] = 0.05 },
            ModelPackages.MetricsOf(report));
    }

    [Fact]
    public void An_imported_model_is_packed_with_the_labels_it_has()
    {
        var package = ModelPackages.Import(StubFormat.Payload("ham", "spam"), "stub", new ModelSettings { TextColumn = "Text" }, [_format], _time);

        Assert.Equal("imported", package.Manifest.Recipe);
        Assert.Equal(["ham", "spam"], package.Manifest.Labels);
        Assert.Equal("Text", package.Manifest.Settings.TextColumn);
        Assert.Null(package.Manifest.Dataset);
        Assert.Null(package.Manifest.Seed);
        Assert.DoesNotContain("Microsoft.ML", package.Manifest.Libraries.Keys);
        Assert.Equal(0, _format.Alive);
        package.Verify("the package");
    }

    [Fact]
    public void Something_that_is_no_model_is_not_imported()
    {
        var error = Assert.Throws<ModelPackageException>(() => ModelPackages.Import("!damaged"u8.ToArray(), "stub", new(), [_format], _time));

        Assert.Equal("model.bin cannot be used as 'stub': it is damaged", error.Message);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public void A_package_opens_as_the_model_in_it()
    {
        using (var model = SamplePackages.Of("rec.autos", "sci.space").Open([_format]))
        {
            using var scorer = model.CreateScorer();
            var probabilities = new float[2];
            scorer.Score("any text", probabilities);
            Assert.Equal([0.9f, 0.1f], probabilities, (a, b) => Math.Abs(a - b) < 1e-6f);
        }
        Assert.Equal(0, _format.Alive);
    }

    [Fact]
    public void A_package_of_unknown_format_does_not_open()
    {
        var error = Assert.Throws<ModelPackageException>(() => SamplePackages.Of("a", "b").Open([]));
        Assert.StartsWith("'stub' is not a model format of this build", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_with_a_damaged_model_does_not_open()
    {
        var package = SamplePackages.Of("a", "b") with { Payload = "!damaged"u8.ToArray() };

        Assert.IsType<InvalidDataException>(Assert.Throws<ModelPackageException>(() => package.Open([_format])).InnerException);
    }

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "B")]
    [InlineData("a", "b", "c")]
    public void A_model_whose_labels_are_not_the_manifests_does_not_open_and_is_freed(params string[] labels)
    {
        var sample = SamplePackages.Of("a", "b");
        var package = sample with { Manifest = sample.Manifest with { Labels = labels } };

        Assert.Throws<ModelPackageException>(() => package.Open([_format]));
        Assert.Equal(0, _format.Alive);
    }
}
