using FunctionsMaaS.Evaluation;
using Xunit;

namespace FunctionsMaaS.Tests.Evaluation;

public sealed class ClassificationMetricsTests
{
    private const double Exact = 1e-12;

    /// <summary>scikit-learn sums float32 logarithms and scales rows by their float32 sum.</summary>
    private const double SinglePrecision = 2e-6;

    public static TheoryData<string> Cases => [.. MetricsGolden.Read().Metrics.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Accuracy_and_averages_are_those_of_scikit_learn(string name)
    {
        var golden = MetricsGolden.Case(name);
        var report = ClassificationMetrics.Compute(golden.Labels, golden.Truth, golden.Flat);
        Assert.Equal(golden.Truth.Length, report.Documents);
        Assert.Equal(golden.Accuracy, report.Accuracy, Exact);
        Assert.Equal(golden.Macro, [report.MacroPrecision, report.MacroRecall, report.MacroF1], Near(Exact));
        Assert.Equal(golden.Micro, [report.MicroPrecision, report.MicroRecall, report.MicroF1], Near(Exact));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Class_rows_and_confusion_are_those_of_scikit_learn(string name)
    {
        var golden = MetricsGolden.Case(name);
        var report = ClassificationMetrics.Compute(golden.Labels, golden.Truth, golden.Flat);
        Assert.Equal(golden.Labels, report.Labels);
        Assert.Equal(golden.Labels, report.PerClass.Select(c => c.Label));
        Assert.Equal(golden.Precision, report.PerClass.Select(c => c.Precision), Near(Exact));
        Assert.Equal(golden.Recall, report.PerClass.Select(c => c.Recall), Near(Exact));
        Assert.Equal(golden.F1, report.PerClass.Select(c => c.F1), Near(Exact));
        Assert.Equal(golden.Support, report.PerClass.Select(c => c.Support));
        Assert.Equal(golden.Confusion, report.Confusion);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Log_loss_and_calibration_error_are_those_of_scikit_learn_and_numpy(string name)
    {
        var golden = MetricsGolden.Case(name);
        var report = ClassificationMetrics.Compute(golden.Labels, golden.Truth, golden.Flat);
        Assert.Equal(golden.LogLoss, report.LogLoss, SinglePrecision * Math.Max(1, golden.LogLoss));
        Assert.Equal(golden.Ece, report.Ece, SinglePrecision);
    }

    [Fact]
    public void Too_few_probabilities_are_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(["a", "b"], [0, 1], [0.5f, 0.5f, 1]));
        Assert.Contains("need 4 probabilities, not 3", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_truth_that_is_no_label_is_refused(int truth)
    {
        var e = Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(["a", "b"], [truth], [0.5f, 0.5f]));
        Assert.Contains($"{truth} is not the index of a label", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    public void A_number_that_is_no_probability_is_refused(float value) =>
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(["a", "b"], [0], [0.5f, value]));

    [Fact]
    public void No_documents_are_refused() =>
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(["a", "b"], [], []));

    [Fact]
    public void One_label_is_refused() =>
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Compute(["a"], [0], [1]));

    private static EqualityComparer<double> Near(double tolerance) =>
        EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) <= tolerance, _ => 0);
}
