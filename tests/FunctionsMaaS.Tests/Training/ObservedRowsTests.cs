using FunctionsMaaS.Training;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

public sealed class ObservedRowsTests
{
    [Fact]
    public void Rows_are_listed_over_and_over_and_every_read_is_told()
    {
        TrainingRow[] rows = [new(), new(), new()];
        var reads = 0;
        var observed = new ObservedRows(rows, 2, () => reads++);
        Assert.Equal(6, observed.Count);
        Assert.Equal([.. rows, .. rows], observed);
        Assert.Same(rows[1], observed[4]);
        Assert.Equal(7, reads);
    }

    [Theory]
    [InlineData("naive-bayes")]
    [InlineData("sdca")]
    public void A_trainer_that_is_cancelled_reads_no_further(string trainer)
    {
        using var source = new CancellationTokenSource();
        var reads = 0;
        void Read()
        {
            if (++reads == 100)
                source.Cancel();
            source.Token.ThrowIfCancellationRequested();
        }

        Assert.ThrowsAny<OperationCanceledException>(() => new MlNetSession(1, source.Token).Run(session => Fit(session.Context, trainer, Read)));
        Assert.Equal(100, reads);
    }

    /// <summary>Reads sixty rows a pass: naive Bayes in three passes over them, SDCA in more.</summary>
    private static ITransformer Fit(MLContext context, string trainer, Action read)
    {
        var corpus = TrainingCorpus.From(SampleTexts.Draw(60), new(), CancellationToken.None);
        var data = new LabeledTerms(corpus.Labels, CorpusTerms.Read(context, corpus.Texts, new(1000, 1000, 1000), CancellationToken.None), corpus.Classes);
        int[] all = [.. Enumerable.Range(0, data.Count)];
        var vocabulary = new Vocabulary(data.Terms, data.Terms.PresentIn(all));
        var rows = new ObservedRows(Array.ConvertAll(all, document => data.Row(document, vocabulary, null)), 3, read);
        var view = data.View(context, rows, vocabulary.Count);
        return trainer == "sdca"
            ? context.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options { Loss = new HingeLoss(), NumberOfThreads = 1 }).Fit(view)
            : context.MulticlassClassification.Trainers.NaiveBayes().Fit(view);
    }
}
