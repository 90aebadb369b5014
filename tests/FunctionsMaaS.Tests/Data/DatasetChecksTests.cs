using FunctionsMaaS.Data;
using Xunit;

namespace FunctionsMaaS.Tests.Data;

public sealed class DatasetChecksTests
{
    [Fact]
    public void Training_needs_two_labels()
    {
        var two = Of("two", "a", "b");

        Assert.Same(two, two.EnsureTrainable());
        var message = Assert.Throws<DatasetException>(() => Of("one", "spam", "spam").EnsureTrainable()).Message;
        Assert.Contains("'one' holds texts of one label only, 'spam'", message, StringComparison.Ordinal);
        Assert.Contains("at least two labels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_needs_texts() =>
        Assert.Contains("'none' holds no texts", Assert.Throws<DatasetException>(() => Of("none").EnsureTrainable()).Message, StringComparison.Ordinal);

    [Fact]
    public void Labels_that_only_the_test_part_has_are_listed()
    {
        var parts = new DatasetParts(Of("train", "a", "b"), Of("test", "z", "a", "c", "z"));

        Assert.Equal(["c", "z"], parts.LabelsOnlyInTest());
        var message = Assert.Throws<DatasetException>(parts.EnsureTestLabelsAreTrained).Message;
        Assert.Contains("'test' has 2 labels, 'c', 'z', of which 'train' has no texts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_such_label_and_many_are_named_readably()
    {
        var one = new DatasetParts(Of("train", "a"), Of("test", "z"));
        var many = new DatasetParts(Of("train", "a"), Of("test", [.. Enumerable.Range(10, 20).Select(i => $"l{i}")]));

        Assert.Contains("has the label 'z'", Assert.Throws<DatasetException>(one.EnsureTestLabelsAreTrained).Message, StringComparison.Ordinal);
        Assert.EndsWith("leave these out of the test part.", Assert.Throws<DatasetException>(many.EnsureTestLabelsAreTrained).Message, StringComparison.Ordinal);
        Assert.Contains("'l19' and more", Assert.Throws<DatasetException>(many.EnsureTestLabelsAreTrained).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_part_of_known_labels_or_none_is_fine()
    {
        var with = new DatasetParts(Of("train", "a", "b"), Of("test", "a"));
        var without = new DatasetParts(Of("train", "a", "b"), null);

        Assert.Same(with, with.EnsureTestLabelsAreTrained());
        Assert.Empty(without.LabelsOnlyInTest());
    }

    private static Dataset Of(string name, params string[] labels) =>
        new(name, [.. labels.Select((label, i) => new LabeledText { Id = $"{i}", Label = label, Text = $"text {i}" })]);
}
