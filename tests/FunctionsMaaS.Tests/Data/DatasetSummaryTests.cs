using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DatasetSummaryTests
{
    [Fact]
    public void A_summary_counts_documents_labels_lengths_dates_and_duplicates()
    {
        var train = Of("train", ("b", "12345"), ("a", "1234"), ("b", "From: x\nDate: 6 Apr 93 12:00 GMT\n\n"), ("b", "1234"));
        var test = Of("test", ("c", "From: x\nDate: 8 Apr 93 12:00 GMT\n\n"), ("c", "From: x\nDate: 7 Apr 93 12:00 GMT\n\n"));

        var summary = DatasetSummary.Of(new(train, test));

        Assert.Equal(("train", 4, train.Digest), (summary.Train.Name, summary.Train.Documents, summary.Train.Digest));
        Assert.Equal([new LabelCount("a", 1), new LabelCount("b", 3)], summary.Train.Labels);
        Assert.Equal((4, 4, 34), (summary.Train.ShortestText, summary.Train.MedianText, summary.Train.LongestText));
        Assert.Equal(1, summary.Train.Dated);
        Assert.Equal((2, Day(7), Day(8)), (summary.Test!.Dated, summary.Test.Oldest, summary.Test.Newest));
        Assert.Equal((1, 1), (summary.Duplicates.WithinTrain, summary.Duplicates.Conflicting));
        Assert.Equal(["c"], summary.LabelsOnlyInTest);
    }

    [Fact]
    public void A_dataset_without_test_part_texts_or_dates_has_a_summary()
    {
        var summary = DatasetSummary.Of(new(Of("empty"), null));

        Assert.Null(summary.Test);
        Assert.Equal((0, 0, 0, 0), (summary.Train.Documents, summary.Train.ShortestText, summary.Train.MedianText, summary.Train.LongestText));
        Assert.Equal((null, null), (summary.Train.Oldest, summary.Train.Newest));
    }

    private static DateTimeOffset? Day(int day) => new DateTimeOffset(1993, 4, day, 12, 0, 0, TimeSpan.Zero);

    private static Dataset Of(string name, params (string Label, string Text)[] examples) =>
        new(name, [.. examples.Select((e, i) => new LabeledText { Id = $"{i}", Label = e.Label, Text = e.Text })]);
}
