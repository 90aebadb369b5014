using FunctionsMaaS.Training;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class TrainingCorpusTests
{
    [Fact]
    public void The_order_depends_on_content_and_seed_alone()
    {
        var dataset = SampleTexts.Draw(50);
        var corpus = From(dataset, 1);
        var reordered = From(SampleTexts.Reordered(dataset, 5), 1);
        Assert.Equal(corpus.Texts, reordered.Texts);
        Assert.Equal(corpus.Classes, reordered.Classes);
        Assert.NotEqual(corpus.Texts, From(dataset, 2).Texts);
    }

    [Fact]
    public void Every_example_is_there_with_its_label()
    {
        var dataset = SampleTexts.Draw(50);
        var corpus = From(dataset, 1);
        Assert.Equal(
            dataset.Examples.Select(e => (e.Label, e.Text)).Order(),
            corpus.Texts.Select((text, i) => (corpus.Labels[corpus.Classes[i]], text)).Order());
    }

    private static TrainingCorpus From(FunctionsMaaS.Data.Dataset dataset, int seed) =>
        TrainingCorpus.From(dataset, new() { Seed = seed }, CancellationToken.None);
}
