using FunctionsMaaS.Data;
using FunctionsMaaS.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

/// <summary>Zips that were not trained here, saved by plain ML.NET with columns of their own.</summary>
public sealed class MlNetZipFormatTests
{
    private static readonly string[] Texts = ["win a free prize", "the meeting is at noon", "dinner with the family", "", "nothing known"];

    [Fact]
    public void A_multiclass_zip_gives_its_own_probabilities_under_its_own_labels()
    {
        var zip = ForeignModels.Folders;
        using var model = Load(zip);
        Assert.Equal(["spam", "work", "private"], model.Labels);
        Assert.All(Texts, text => Assert.Equal(PlainScores(zip, text), Score(model, text), Near));
        Assert.Equal("spam", Top(model, "win a free prize"));
        Assert.Equal("work", Top(model, "the meeting in room 7"));
    }

    [Fact]
    public void Scores_that_are_no_probabilities_become_their_softmax()
    {
        var zip = ForeignModels.Multiclass(ForeignModels.Context.MulticlassClassification.Trainers.NaiveBayes());
        using var model = Load(zip);
        foreach (var text in Texts)
        {
            var scores = PlainScores(zip, text);
            var exponentials = scores.Select(s => Math.Exp(s - scores.Max())).ToArray();
            Assert.Equal(exponentials.Select(e => (float)(e / exponentials.Sum())), Score(model, text), Near);
        }
    }

    [Fact]
    public void A_temperature_divides_scores()
    {
        var zip = ForeignModels.Multiclass(ForeignModels.Context.MulticlassClassification.Trainers.NaiveBayes());
        using var model = Load(zip, new() { Temperature = 4 });
        var scores = PlainScores(zip, Texts[0]);
        var exponentials = scores.Select(s => Math.Exp((s - scores.Max()) / 4)).ToArray();
        Assert.Equal(exponentials.Select(e => (float)(e / exponentials.Sum())), Score(model, Texts[0]), Near);
    }

    [Fact]
    public void A_temperature_takes_the_root_of_probabilities()
    {
        var zip = ForeignModels.Folders;
        using var model = Load(zip, new() { Temperature = 2 });
        var roots = PlainScores(zip, Texts[0]).Select(p => Math.Sqrt(p)).ToArray();
        Assert.Equal(roots.Select(r => (float)(r / roots.Sum())), Score(model, Texts[0]), Near);
    }

    [Fact]
    public void Labels_that_are_numbers_are_read_as_text()
    {
        using var model = Load(ForeignModels.Multiclass(label: nameof(ForeignModels.Mail.Stars)));
        Assert.Equal(["1", "3", "5"], model.Labels);
        Assert.Equal("1", Top(model, "win a free prize"));
    }

    [Fact]
    public void A_binary_zip_with_a_probability_gives_it_as_that_of_True()
    {
        var zip = ForeignModels.Binary(ForeignModels.Context.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(ForeignModels.Mail.IsSpam), l2Regularization: 0.01f));
        using var model = Load(zip);
        Assert.Equal(["False", "True"], model.Labels);
        foreach (var text in Texts)
        {
            var probability = PlainColumn<float>(zip, text, "Probability");
            Assert.Equal([1 - probability, probability], Score(model, text), Near);
        }
        Assert.Equal("True", Top(model, "win a free prize"));
    }

    [Fact]
    public void A_binary_zip_without_a_probability_gives_the_sigmoid_of_its_score()
    {
        var zip = ForeignModels.Binary(ForeignModels.Context.BinaryClassification.Trainers.AveragedPerceptron(nameof(ForeignModels.Mail.IsSpam)));
        using var model = Load(zip, new() { Temperature = 3 });
        foreach (var text in Texts)
        {
            var probability = (float)(1 / (1 + Math.Exp(-PlainColumn<float>(zip, text, "Score") / 3)));
            Assert.Equal([1 - probability, probability], Score(model, text), Near);
        }
    }

    [Fact]
    public void Of_several_text_columns_the_one_named_like_a_text_is_taken()
    {
        using var model = Load(ForeignModels.TwoTexts("Title", "message"));
        Assert.Equal("spam", Top(model, "win a free prize"));
    }

    [Fact]
    public void Several_text_columns_without_such_a_name_must_be_chosen_from()
    {
        var zip = ForeignModels.TwoTexts("Headline", "Story");
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("several text columns, 'Headline' (String), 'Story' (String): choose one", e.Message, StringComparison.Ordinal);
        using var model = Load(zip, new() { TextColumn = "Story" });
        Assert.Equal("spam", Top(model, "win a free prize"));
    }

    [Theory]
    [InlineData("Body")]
    [InlineData("Folder")]
    [InlineData("Length")]
    public void A_chosen_column_that_the_model_does_not_read_as_text_is_refused(string column)
    {
        var zip = ForeignModels.Folders;
        var e = Assert.Throws<InvalidDataException>(() => Load(zip, new() { TextColumn = column }));
        Assert.Contains($"'{column}' is no text column that the ML.NET model reads; those are: 'Story' (String)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_without_names_are_refused()
    {
        var context = ForeignModels.Context;
        var zip = ForeignModels.Save(context.Transforms.Text.FeaturizeText("Features", nameof(ForeignModels.Mail.Story))
            .Append(context.MulticlassClassification.Trainers.NaiveBayes(nameof(ForeignModels.Mail.Number))));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("names none of them", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_is_no_classifier()
    {
        var context = ForeignModels.Context;
        var zip = ForeignModels.Save(context.Transforms.Text.FeaturizeText("Features", nameof(ForeignModels.Mail.Story))
            .Append(context.Regression.Trainers.LbfgsPoissonRegression(nameof(ForeignModels.Mail.Length))));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("no classifier: its Score is Single of kind Regression", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clustering_is_no_classifier()
    {
        var context = ForeignModels.Context;
        var zip = ForeignModels.Save(context.Transforms.Text.FeaturizeText("Features", nameof(ForeignModels.Mail.Story))
            .Append(context.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = 2, NumberOfThreads = 1 })));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("kind Clustering", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_a_predictor_is_no_classifier()
    {
        var zip = ForeignModels.Save(ForeignModels.Context.Transforms.Text.FeaturizeText("Features", nameof(ForeignModels.Mail.Story)));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("no Score column", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_classifier_of_numbers_reads_no_text()
    {
        var context = ForeignModels.Context;
        var zip = ForeignModels.Save(context.Transforms.Concatenate("Features", nameof(ForeignModels.Mail.Length))
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(ForeignModels.Mail.IsSpam))));
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("reads no text column", e.Message, StringComparison.Ordinal);
        Assert.Contains("'Length' (Single)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_without_its_input_schema_is_refused_with_the_way_to_save_one()
    {
        var zip = ForeignModels.Save(ForeignModels.Context.Transforms.Text.FeaturizeText("Features", nameof(ForeignModels.Mail.Story)), withSchema: false);
        var e = Assert.Throws<InvalidDataException>(() => Load(zip));
        Assert.Contains("saved without its input schema", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_temperature_that_is_none_is_refused(double temperature) =>
        Assert.Throws<ArgumentException>(() => Load(ForeignModels.Folders, new() { Temperature = temperature }));

    [Fact]
    public void The_parts_removed_in_training_are_removed_before_scoring()
    {
        var zip = ForeignModels.Folders;
        using var stripping = Load(zip, new() { Strip = MessageParts.Quotes });
        using var plain = Load(zip);
        Assert.Equal(Score(plain, "the meeting is at noon"), Score(stripping, "> win a free prize\nthe meeting is at noon"), Near);
    }

    [Fact]
    public void Places_for_another_number_of_labels_are_refused()
    {
        using var model = Load(ForeignModels.Folders);
        using var scorer = model.CreateScorer();
        Assert.Throws<ArgumentException>(() => scorer.Score("text", new float[2]));
        Assert.Throws<ArgumentException>(() => scorer.Score("text", new float[4]));
    }

    [Fact]
    public void Scorers_of_one_model_work_side_by_side()
    {
        using var model = Load(ForeignModels.Folders);
        var expected = Texts.Select(text => Score(model, text)).ToArray();
        Parallel.For(0, 8, _ =>
        {
            using var scorer = model.CreateScorer();
            var probabilities = new float[3];
            for (var i = 0; i < 200; i++)
            {
                scorer.Score(Texts[i % Texts.Length], probabilities);
                Assert.Equal(expected[i % Texts.Length], probabilities);
            }
        });
    }

    private static ITextModel Load(byte[] zip, ModelSettings? settings = null) => new MlNetZipFormat().Load(zip, settings ?? new());

    private static float[] Score(ITextModel model, string text)
    {
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        scorer.Score(text, probabilities);
        return probabilities;
    }

    private static string Top(ITextModel model, string text)
    {
        var probabilities = Score(model, text);
        return model.Labels[Array.IndexOf(probabilities, probabilities.Max())];
    }

    private static float[] PlainScores(byte[] zip, string text) => PlainColumn<float[]>(zip, text, "Score");

    /// <summary>What plain ML.NET says of a text.</summary>
    private static T PlainColumn<T>(byte[] zip, string text, string column)
    {
        var context = new MLContext();
        var transformer = context.Model.Load(new MemoryStream(zip), out _);
        return transformer.Transform(context.Data.LoadFromEnumerable([new ForeignModels.Mail { Story = text }])).GetColumn<T>(column).Single();
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 1e-5;
}
