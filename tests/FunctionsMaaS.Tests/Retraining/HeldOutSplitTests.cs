using FunctionsMaaS.Data;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Tests.Retraining;

public sealed class HeldOutSplitTests
{
    private static readonly Dataset Dataset = RetrainerFixture.Make("d", ("a", 300), ("b", 200), ("rare", 1));

    [Fact]
    public void Both_parts_together_are_the_dataset()
    {
        var (train, heldOut) = HeldOutSplit.Of(Dataset, 0.2);
        Assert.Equal(Dataset.Digest, new Dataset("both", [.. train.Examples, .. heldOut!.Examples]).Digest);
        Assert.Empty(train.Examples.Intersect(heldOut.Examples));
        Assert.InRange(heldOut.Examples.Count, 70, 130);
    }

    [Fact]
    public void Every_label_keeps_an_example_to_learn_from() =>
        Assert.Equal(Dataset.Labels, HeldOutSplit.Of(Dataset, 0.5).Train.Labels);

    [Fact]
    public void A_text_stays_in_its_part_however_the_dataset_grows_or_is_ordered()
    {
        var before = HeldOutSplit.Of(Dataset, 0.2).Test!.Examples.Select(e => e.Text).ToHashSet();
        var grown = new Dataset("d", [.. RetrainerFixture.Make("more", ("a", 100), ("rare", 5)).Examples, .. Dataset.Examples.Reverse()]);
        var after = HeldOutSplit.Of(grown, 0.2);
        Assert.Subset(after.Test!.Examples.Select(e => e.Text).ToHashSet(), before);
    }

    [Fact]
    public void Copies_that_differ_in_white_space_at_the_end_of_lines_stand_on_one_side()
    {
        var copies = new Dataset("d", [.. Dataset.Examples, .. Dataset.Examples.Where(e => e.Label != "rare").Select(e => e with { Text = $"{e.Text} \r\n\r\n" })]);
        var (train, heldOut) = HeldOutSplit.Of(copies, 0.2);
        Assert.Empty(train.Examples.Select(e => e.Text.TrimEnd()).Intersect(heldOut!.Examples.Select(e => e.Text.TrimEnd())));
    }
}
