using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DatasetDuplicatesTests
{
    private static readonly DatasetParts Parts = new(
        Of("train", ("a/1", "one\ntwo\n"), ("a/2", "three"), ("b/1", "one  \r\ntwo"), ("a/3", "four"), ("a/4", "three")),
        Of("test", ("a/9", "five"), ("b/9", "three \n\n"), ("a/10", "five\n"), ("a/11", "six")));

    [Fact]
    public void Copies_are_found_within_and_across_the_parts_with_the_first_of_their_text()
    {
        var report = DatasetDuplicates.Find(Parts);

        Assert.Equal(
            ["train b/1 of train a/1", "train a/4 of train a/2", "test b/9 of train a/2", "test a/10 of test a/9"],
            report.Pairs.Select(p => $"{Name(p.Copy)} of {Name(p.First)}"));
        Assert.Equal((2, 1, 1), (report.WithinTrain, report.AcrossParts, report.WithinTest));
    }

    [Fact]
    public void Copies_with_another_label_are_conflicts()
    {
        var report = DatasetDuplicates.Find(Parts);

        Assert.Equal(["b/1", "b/9"], report.Pairs.Where(p => p.IsConflicting).Select(p => p.Copy.Id));
        Assert.Equal(2, report.Conflicting);
    }

    [Theory]
    [InlineData("one two", "one  two")]
    [InlineData("one\ntwo", "one\n\ntwo")]
    [InlineData("one", " one")]
    [InlineData("one", "One")]
    [InlineData("one\ntwo", "onetwo")]
    [InlineData("onet\nwo", "one\ntwo")]
    public void Other_differences_are_differences(string one, string other) =>
        Assert.Empty(DatasetDuplicates.Find(new(Of("train", ("a/1", one), ("a/2", other)), null)).Pairs);

    [Fact]
    public void Repeats_are_dropped_but_not_copies_of_another_label() =>
        Assert.Equal(["a/1", "a/2", "b/1", "a/3"], Ids(DatasetDuplicates.DropRepeats(Parts.Train)));

    [Fact]
    public void The_test_part_can_be_freed_of_what_is_learnt()
    {
        var dropped = DatasetDuplicates.DropFromTest(Parts);

        Assert.Same(Parts.Train, dropped.Train);
        Assert.Equal(["a/9", "a/10", "a/11"], Ids(dropped.Test!));
        Assert.Equal(0, DatasetDuplicates.Find(dropped).AcrossParts);
    }

    [Fact]
    public void The_training_part_can_be_freed_of_what_is_measured()
    {
        var dropped = DatasetDuplicates.DropFromTrain(Parts);

        Assert.Same(Parts.Test, dropped.Test);
        Assert.Equal(["a/1", "b/1", "a/3"], Ids(dropped.Train));
        Assert.Equal(0, DatasetDuplicates.Find(dropped).AcrossParts);
    }

    [Fact]
    public void Where_there_is_nothing_to_drop_nothing_changes()
    {
        var parts = new DatasetParts(Of("train", ("a/1", "one")), Of("test", ("a/2", "two")));
        var one = new DatasetParts(Parts.Train, null);

        Assert.Same(parts.Train, DatasetDuplicates.DropRepeats(parts.Train));
        Assert.Same(parts.Test, DatasetDuplicates.DropFromTest(parts).Test);
        Assert.Same(parts.Train, DatasetDuplicates.DropFromTrain(parts).Train);
        Assert.Same(one, DatasetDuplicates.DropFromTest(one));
        Assert.Same(one, DatasetDuplicates.DropFromTrain(one));
    }

    [Fact]
    public void A_part_is_never_dropped_whole()
    {
        var same = new DatasetParts(Of("train", ("a/1", "one")), Of("test", ("a/2", "one")));

        Assert.Contains("nothing is left of 'test': every text of it is also in 'train'",
            Assert.Throws<DatasetException>(() => DatasetDuplicates.DropFromTest(same)).Message, StringComparison.Ordinal);
        Assert.Contains("nothing is left of 'train'", Assert.Throws<DatasetException>(() => DatasetDuplicates.DropFromTrain(same)).Message, StringComparison.Ordinal);
    }

    private static Dataset Of(string name, params (string Id, string Text)[] examples) =>
        new(name, [.. examples.Select(e => new LabeledText { Id = e.Id, Label = e.Id[..1], Text = e.Text })]);

    private static string[] Ids(Dataset dataset) => [.. dataset.Examples.Select(e => e.Id)];

    private static string Name(ExamplePlace place) => $"{(place.InTest ? "test" : "train")} {place.Id}";
}
