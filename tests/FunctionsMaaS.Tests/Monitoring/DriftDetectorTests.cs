using FunctionsMaaS.Monitoring.Drift;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class DriftDetectorTests
{
    private static readonly PredictionBaseline Baseline = new()
    {
        Labels = [500, 500],
        Confidence = [0, 0, 0, 0, 0, 200, 200, 200, 200, 200],
        ConfidenceMean = 0.75,
        Unknown = [500, 500, .. new long[18]],
        UnknownMean = 0.05,
    };

    [Fact]
    public void Without_a_baseline_nothing_is_known()
    {
        var report = DriftDetector.Compare(null, Usage(1000));
        Assert.Equal((DriftLevel.Unknown, 1000, null, null), (report.Level, report.Documents, report.Needed, report.LabelPsi));
    }

    [Fact]
    public void Too_few_texts_say_nothing_and_it_is_said_how_many_are_needed()
    {
        var report = DriftDetector.Compare(Baseline, Usage(5));
        Assert.Equal(DriftLevel.Unknown, report.Level);
        Assert.Null(report.GreatestPsi);
        Assert.InRange(report.Needed!.Value, 50, 300);
        Assert.Equal(1000, report.BaselineDocuments);
    }

    [Fact]
    public void Texts_like_the_baseline_are_no_drift() => Assert.Equal(DriftLevel.None, DriftDetector.Compare(Baseline, Usage(1000)).Level);

    [Fact]
    public void Another_label_mix_is_drift_of_labels()
    {
        var report = DriftDetector.Compare(Baseline, Usage(1000, label: _ => 0));
        Assert.Equal(DriftLevel.Significant, report.Level);
        Assert.True(report.LabelPsi > 0.25 && report.ConfidencePsi < 0.1 && report.UnknownPsi < 0.1, report.ToString());
    }

    [Fact]
    public void Texts_of_unknown_words_are_drift_of_the_vocabulary()
    {
        var report = DriftDetector.Compare(Baseline, Usage(1000, unknown: 0.9));
        Assert.Equal(DriftLevel.Significant, report.Level);
        Assert.True(report.UnknownPsi > 0.25 && report.LabelPsi < 0.1, report.ToString());
    }

    [Fact]
    public void A_small_shift_is_moderate() =>
        Assert.Equal(DriftLevel.Moderate, DriftDetector.Compare(Baseline, Usage(4000, label: i => i % 100 < 70 ? 0 : 1)).Level);

    [Fact]
    public void A_model_that_cannot_tell_its_vocabulary_is_compared_by_the_rest()
    {
        var report = DriftDetector.Compare(Baseline with { Unknown = null, UnknownMean = null }, Usage(1000, unknown: 0.9));
        Assert.Equal((DriftLevel.None, null), (report.Level, report.UnknownPsi));
    }

    private static VersionUsage Usage(int texts, Func<int, int>? label = null, double? unknown = null)
    {
        var usage = new VersionUsage(["a", "b"]);
        for (var i = 0; i < texts; i++)
            usage.Classified(new(label?.Invoke(i) ?? i % 2, 0.55f + (0.1f * (i / 2 % 5)), unknown ?? (i / 10 % 2 == 0 ? 0.02 : 0.07), null, TimeSpan.FromTicks(10)));
        return usage;
    }
}
