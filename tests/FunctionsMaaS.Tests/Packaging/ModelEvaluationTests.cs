using System.Text;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Testing.Packaging;
using Xunit;

namespace FunctionsMaaS.Tests.Packaging;

public sealed class ModelEvaluationTests
{
    /// <summary>Three texts of "a", one of them taken for "b", and one of "b".</summary>
    private static readonly EvaluationReport Report = ClassificationMetrics.Compute(
        ["a", "b"], [0, 0, 0, 1], [0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.4f, 0.6f]);

    private static readonly string Written = Encoding.UTF8.GetString(ManifestJson.Write(Measured.Manifest));

    private static ModelPackage Measured => SamplePackages.Of("a", "b").With(Report);

    [Fact]
    public void A_measured_package_keeps_the_figures_and_what_was_mixed_up()
    {
        Assert.Equal(0.75, Measured.Manifest.Metrics["accuracy"]);
        Assert.Equal([[2, 1], [0, 1]], Measured.Manifest.Evaluation!.Confusion);
    }

    [Fact]
    public void It_is_written_row_by_row_and_read_back()
    {
        Assert.Contains("\"confusion\": [\n      [2, 1],\n      [0, 1]\n    ]", Written, StringComparison.Ordinal);

        var read = ManifestJson.Read(Encoding.UTF8.GetBytes(Written), "m");

        Assert.Equal([[2, 1], [0, 1]], read.Evaluation!.Confusion);
        Assert.Equal(Written, Encoding.UTF8.GetString(ManifestJson.Write(read)));
    }

    [Fact]
    public void A_manifest_without_it_is_written_as_before() =>
        Assert.DoesNotContain("evaluation", Encoding.UTF8.GetString(ManifestJson.Write(SamplePackages.Of("a", "b").Manifest)), StringComparison.Ordinal);

    [Fact]
    public void Counts_of_more_than_a_hundred_labels_are_not_kept()
    {
        string[] labels = [.. Enumerable.Range(0, ModelEvaluation.MaxLabels + 1).Select(i => $"label {i}")];
        var report = ClassificationMetrics.Compute(labels, [0], new float[labels.Length]);

        Assert.Null(ModelEvaluation.Of(report, labels));
        Assert.Null(SamplePackages.Of(labels).With(report).Manifest.Evaluation);
    }

    [Fact]
    public void Counts_of_other_labels_are_not_kept()
    {
        Assert.Null(ModelEvaluation.Of(Report, ["a", "b", "c"]));
        Assert.Null(ModelEvaluation.Of(Report, ["b", "a"]));
    }

    [Theory]
    [InlineData("[0, 1]\n", "[0, 1],\n[0, 0]\n", "m: 'evaluation.confusion' has 3 rows; 2 are needed, one a label.")]
    [InlineData("[2, 1]", "[2]", "m: 'evaluation.confusion[0]' has 1 counts; 2 are needed, one a label.")]
    [InlineData("[2, 1]", "[2, -1]", "m: 'evaluation.confusion[0]' has -1; allowed are whole numbers from 0.")]
    [InlineData("[2, 1]", "null", "m has no 'evaluation.confusion[0]'.")]
    [InlineData("\"confusion\"", "\"confusions\"", "m: the value at '$.evaluation.confusions' is unknown or of the wrong type.")]
    [InlineData("[2, 1]", "[2, 1.5]", "m: the value at '$.evaluation.confusion[0]' is unknown or of the wrong type.")]
    [InlineData("[2, 1]", "[2, [1]]", "m: the value at '$.evaluation.confusion[0]' is unknown or of the wrong type.")]
    [InlineData("[2, 1]", "2", "m: the value at '$.evaluation.confusion[0]' is unknown or of the wrong type.")]
    public void Counts_that_are_not_a_matrix_of_the_labels_are_refused(string piece, string replacement, string message)
    {
        var head = Written[..Written.LastIndexOf(",\n  \"digest\"", StringComparison.Ordinal)];
        Assert.Single(head.Split(piece).Skip(1));

        var error = Assert.Throws<ModelPackageException>(() => ManifestJson.Read(SignedManifest.Of(head.Replace(piece, replacement, StringComparison.Ordinal)), "m"));

        Assert.Equal(message, error.Message);
    }
}
