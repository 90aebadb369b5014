using CsCheck;
using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DatasetSplitterTests
{
    private static readonly Gen<Dataset> Datasets =
        Gen.Select(Gen.OneOf("a", "b", "c"), Gen.Int[0, 30]).Array[2, 60]
            .Where(rows => rows.CountBy(r => r.Item1).Any(l => l.Value >= 2))
            .Select(rows => new Dataset("d", [.. rows.Select((r, i) => new LabeledText { Id = $"{i}", Label = r.Item1, Text = $"text {r.Item2}" })]));

    [Fact]
    public void A_split_divides_and_loses_nothing() =>
        Gen.Select(Datasets, Gen.Double[0.01, 0.99], Gen.Int).Sample((dataset, heldOut, seed) =>
        {
            var parts = DatasetSplitter.Stratified(dataset, heldOut, seed);

            Assert.Equal(Ids(dataset), Ids(parts.Train).Concat(Ids(parts.Test!)).Order(Comparer));
            foreach (var label in dataset.Labels)
            {
                var (all, test) = (Count(dataset, label), Count(parts.Test!, label));
                Assert.InRange(test, all < 2 ? 0 : 1, all < 2 ? 0 : all - 1);
                Assert.True(all < 2 || test is 1 || test == all - 1 || Math.Abs(test - all * heldOut) <= 0.5);
            }
        });

    [Fact]
    public void A_split_does_not_depend_on_the_order_or_the_ids_of_the_examples() =>
        Gen.Select(Datasets, Gen.Int, Gen.Int[0, 1000]).Sample((dataset, seed, order) =>
        {
            var shuffled = dataset.Examples.OrderBy(e => (e.Text + order).GetHashCode(StringComparison.Ordinal)).Select((e, i) => e with { Id = $"other {i}" }).ToArray();

            var one = DatasetSplitter.Stratified(dataset, 0.3, seed);
            var other = DatasetSplitter.Stratified(new("d", shuffled), 0.3, seed);

            Assert.Equal(one.Train.Digest, other.Train.Digest);
            Assert.Equal(one.Test!.Digest, other.Test!.Digest);
        });

    [Fact]
    public void Both_parts_keep_the_order_of_the_dataset()
    {
        var parts = DatasetSplitter.Stratified(Numbered(40), 0.25, seed: 1);

        Assert.Equal(parts.Train.Examples.Select(Number).Order(), parts.Train.Examples.Select(Number));
        Assert.Equal(parts.Test!.Examples.Select(Number).Order(), parts.Test.Examples.Select(Number));
        Assert.Equal(("numbers/train", "numbers/test"), (parts.Train.Name, parts.Test.Name));
    }

    [Fact]
    public void Another_seed_gives_another_split()
    {
        var dataset = Numbered(40);

        Assert.NotEqual(Ids(DatasetSplitter.Stratified(dataset, 0.5, 1).Test!), Ids(DatasetSplitter.Stratified(dataset, 0.5, 2).Test!));
        Assert.Equal(Ids(DatasetSplitter.Stratified(dataset, 0.5, 1).Test!), Ids(DatasetSplitter.Stratified(dataset, 0.5, 1).Test!));
    }

    [Fact]
    public void Few_examples_change_sides_when_the_dataset_grows()
    {
        var before = Ids(DatasetSplitter.Stratified(Numbered(1000), 0.2, 1).Test!).ToHashSet();
        var after = Ids(DatasetSplitter.Stratified(Numbered(1010), 0.2, 1).Test!).ToHashSet();

        // Of 200, at most as many leave as were added.
        Assert.InRange(before.Except(after).Count(), 0, 10);
    }

    [Fact]
    public void A_split_by_date_holds_out_the_newest_of_each_label_and_learns_from_the_undated()
    {
        var dataset = new Dataset("d",
        [
            Dated("a/1", "a", 9), Dated("a/2", "a", 3), Dated("a/3", "a", 7), Dated("a/4", "a", 1),
            Dated("b/1", "b", 2), Dated("b/2", "b", 1),
            new LabeledText { Id = "a/5", Label = "a", Text = "undated" },
            new LabeledText { Id = "a/6", Label = "a", Text = "From: x\nDate: unreadable\n\ntext" },
            Dated("c/1", "c", 30),
        ]);

        var parts = DatasetSplitter.ByDate(dataset, 0.5);

        Assert.Equal(["a/1", "a/3", "b/1"], Ids(parts.Test!));
        Assert.Equal(["a/2", "a/4", "a/5", "a/6", "b/2", "c/1"], Ids(parts.Train));
    }

    [Fact]
    public void A_split_by_date_needs_dates_of_half_the_texts()
    {
        var dataset = new Dataset("d", [Dated("a/1", "a", 1), .. Numbered(2).Examples]);

        var message = Assert.Throws<DatasetException>(() => DatasetSplitter.ByDate(dataset, 0.5)).Message;

        Assert.Contains("Only 1 of the 3 texts of 'd' have a Date header", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_by_number_holds_out_the_highest_of_each_label()
    {
        string[] ids = ["a/9", "a/10", "a/100", "a/8", "b/51060", "b/49960", "b/readme"];
        var dataset = new Dataset("d", [.. ids.Select(id => new LabeledText { Id = id, Label = id[..1], Text = "text of " + id })]);

        Assert.Equal(["a/10", "a/100", "b/51060"], Ids(DatasetSplitter.ByNumber(dataset, 0.5).Test!));
    }

    [Fact]
    public void Lines_of_a_table_are_numbered_too() =>
        Assert.Equal(["8", "9"], Ids(DatasetSplitter.ByNumber(Numbered(10), 0.2).Test!));

    [Fact]
    public void A_split_by_number_needs_numbers()
    {
        var dataset = new Dataset("d", [.. "xyz".Select(c => new LabeledText { Id = $"a/{c}", Label = "a", Text = $"text {c}" })]);

        Assert.Contains("Only 0 of the 3 texts", Assert.Throws<DatasetException>(() => DatasetSplitter.ByNumber(dataset, 0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dataset_of_single_examples_cannot_be_split()
    {
        var dataset = new Dataset("d", [Dated("a/1", "a", 1), Dated("b/2", "b", 2)]);

        Assert.Contains("'d' cannot be split", Assert.Throws<DatasetException>(() => DatasetSplitter.Stratified(dataset, 0.5, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("'d' cannot be split", Assert.Throws<DatasetException>(() => DatasetSplitter.ByDate(dataset, 0.5)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_is_above_0_and_below_1(double heldOut)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplitter.Stratified(Numbered(4), heldOut, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplitter.ByDate(Numbered(4), heldOut));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplitter.ByNumber(Numbered(4), heldOut));
    }

    [Fact]
    public void Folds_test_every_example_once_and_are_even() =>
        Gen.Select(Datasets, Gen.Int[2, 10], Gen.Int).Where((dataset, folds, _) => folds <= dataset.Examples.Count).Sample((dataset, count, seed) =>
        {
            var folds = DatasetSplitter.Folds(dataset, count, seed);

            Assert.Equal(count, folds.Count);
            Assert.Equal(Ids(dataset), folds.SelectMany(f => Ids(f.Test!)).Order(Comparer));
            Assert.All(folds, fold => Assert.Equal(Ids(dataset), Ids(fold.Train).Concat(Ids(fold.Test!)).Order(Comparer)));
            Assert.InRange(folds.Max(f => f.Test!.Examples.Count) - folds.Min(f => f.Test!.Examples.Count), 0, 1);
            Assert.All(dataset.Labels, label => Assert.InRange(folds.Max(f => Count(f.Test!, label)) - folds.Min(f => Count(f.Test!, label)), 0, 1));
        });

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void There_are_two_folds_at_least_and_no_more_than_examples(int folds) =>
        Assert.Contains("2 to 4 folds", Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplitter.Folds(Numbered(4), folds, 1)).Message, StringComparison.Ordinal);

    private static StringComparer Comparer => StringComparer.Ordinal;

    private static string[] Ids(Dataset dataset) => [.. dataset.Examples.Select(e => e.Id).Order(Comparer)];

    private static int Count(Dataset dataset, string label) => dataset.Examples.Count(e => e.Label == label);

    private static int Number(LabeledText example) => int.Parse(example.Id, System.Globalization.CultureInfo.InvariantCulture);

    private static Dataset Numbered(int count) =>
        new("numbers", [.. Enumerable.Range(0, count).Select(i => new LabeledText { Id = $"{i}", Label = "a", Text = $"text {i}" })]);

    private static LabeledText Dated(string id, string label, int day) =>
        new() { Id = id, Label = label, Text = $"From: x\nDate: {day} Apr 93 12:00:00 GMT\n\ntext of {id}" };
}
