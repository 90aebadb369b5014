using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Tests.Evaluation;
using FunctionsMaaS.Training;
using Microsoft.ML;
using Xunit;

namespace FunctionsMaaS.Tests.Training;

/// <summary>What every ML.NET recipe keeps.</summary>
public sealed class RecipeTests
{
    public static TheoryData<string> Recipes => ["naive-bayes", "sdca"];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Learns_to_tell_subjects_apart(string recipe)
    {
        var trained = Train(recipe, SampleTexts.Draw(150));
        using var model = new MlNetZipFormat().Load(trained.Payload, trained.Settings);
        var report = Evaluator.Evaluate(model, SampleTexts.Draw(90, seed: 8), null, TestContext.Current.CancellationToken).Report;
        Assert.True(report.Accuracy >= 0.9, $"accuracy {report.Accuracy}, where guessing gives 0.33");
        Assert.True(report.Ece <= 0.15, $"calibration error {report.Ece}");
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Describes_what_it_trained_on(string recipe)
    {
        var dataset = SampleTexts.Draw(90);
        var trained = Train(recipe, dataset);
        Assert.Equal(recipe, trained.Recipe);
        Assert.Equal("mlnet-zip", trained.Format);
        Assert.Equal(dataset.Labels, trained.Labels);
        Assert.Equal((dataset.Digest, dataset.Name, 90), (trained.DatasetDigest, trained.DatasetName, trained.Documents));
        Assert.Equal(5, trained.Seed);
        Assert.NotEmpty(trained.Parameters);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Plain_ML_NET_loads_the_zip_and_predicts_the_label_itself(string recipe)
    {
        var trained = Train(recipe, SampleTexts.Draw(90));
        using var model = new MlNetZipFormat().Load(trained.Payload, trained.Settings);
        using var scorer = model.CreateScorer();
        var context = new MLContext();
        var plain = context.Model.Load(new MemoryStream(trained.Payload.ToArray()), out var schema);
        Assert.Equal(["Text"], schema.Select(c => c.Name));
        using var engine = context.Model.CreatePredictionEngine<PlainText, PlainPrediction>(plain, schema);
        foreach (var example in SampleTexts.Draw(30, seed: 9).Examples)
        {
            var prediction = engine.Predict(new() { Text = example.Text });
            var probabilities = new float[3];
            scorer.Score(example.Text, probabilities);
            Assert.Equal(3, prediction.Score.Length);
            Assert.Equal(prediction.PredictedLabel, model.Labels[Array.IndexOf(probabilities, probabilities.Max())]);
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_same_content_in_any_order_gives_the_same_bytes(string recipe)
    {
        var dataset = SampleTexts.Draw(90);
        var once = Train(recipe, dataset);
        var again = Train(recipe, SampleTexts.Reordered(dataset, seed: 3));
        Assert.Equal(once.Payload.ToArray(), again.Payload.ToArray());
        Assert.Equal(once.Settings, again.Settings);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Other_content_gives_other_bytes(string recipe) =>
        Assert.NotEqual(Train(recipe, SampleTexts.Draw(90)).Payload.ToArray(), Train(recipe, SampleTexts.Draw(90, seed: 8)).Payload.ToArray());

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Four_short_texts_are_enough(string recipe)
    {
        var trained = Train(recipe, SampleTexts.Of(("ham", "see you at lunch"), ("ham", "meeting moved to noon"), ("spam", "win a free prize"), ("spam", "free money now")));
        Assert.Equal("spam", Classify(trained, "free prize money"));
        Assert.Equal("ham", Classify(trained, "lunch at noon"));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Texts_of_one_word_are_enough(string recipe)
    {
        var trained = Train(recipe, SampleTexts.Of(("yes", "agreed"), ("no", "never")));
        Assert.Equal("yes", Classify(trained, "agreed"));
        Assert.Equal("no", Classify(trained, "NEVER!"));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Empty_texts_among_others_do_no_harm(string recipe)
    {
        var dataset = SampleTexts.Draw(90);
        List<LabeledText> examples = [.. dataset.Examples, new() { Label = "sci.space", Text = "" }, new() { Label = "silence", Text = " \n" }];
        var trained = Train(recipe, new("with empty", examples));
        Assert.Equal(4, trained.Labels.Count);
        Assert.Equal("sci.space", Classify(trained, "rocket launch into orbit, the shuttle crew, nasa satellite telescope mission"));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Probabilities_add_up_to_one_for_any_text(string recipe)
    {
        var trained = Train(recipe, SampleTexts.Draw(90));
        using var model = new MlNetZipFormat().Load(trained.Payload, trained.Settings);
        using var scorer = model.CreateScorer();
        foreach (var text in (string[])["", " ", "unknownword", "\0\ud800", new string('x', 100_000), string.Concat(Enumerable.Repeat("orbit puck ", 20_000))])
        {
            var probabilities = new float[3];
            scorer.Score(text, probabilities);
            Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
            Assert.Equal(1, probabilities.Sum(), 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void One_label_is_refused_by_name(string recipe)
    {
        var e = Assert.Throws<DatasetException>(() => Train(recipe, SampleTexts.Of(("ham", "one"), ("ham", "two"))));
        Assert.Contains("'few' has only the label 'ham'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void No_examples_are_refused(string recipe)
    {
        var e = Assert.Throws<DatasetException>(() => Train(recipe, SampleTexts.Of()));
        Assert.Contains("'few' has no examples", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Texts_without_a_word_are_refused(string recipe)
    {
        var e = Assert.Throws<DatasetException>(() => Train(recipe, SampleTexts.Of(("ham", "..."), ("spam", " !\n"))));
        Assert.Contains("no words to learn from", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Progress_names_its_stages_and_rises_to_one(string recipe)
    {
        var seen = new ProgressList<TrainingProgress>();
        Train(recipe, SampleTexts.Draw(90), seen);
        Assert.Equal(seen.Select(p => p.Fraction).Order(), seen.Select(p => p.Fraction));
        Assert.Equal((0, 1), (seen[0].Fraction, seen[^1].Fraction));
        Assert.Contains(seen, p => p.Stage == $"fitting {recipe}");
        Assert.True(seen.Count >= 6);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Cancelling_at_any_stage_ends_the_training(string recipe)
    {
        var dataset = SampleTexts.Draw(90);
        var stages = new ProgressList<TrainingProgress>();
        Train(recipe, dataset, stages);
        for (var stage = 0; stage < stages.Count - 1; stage++)
        {
            using var source = new CancellationTokenSource();
            var count = 0;
            var progress = new ActionProgress<TrainingProgress>(_ => { if (count++ == stage) source.Cancel(); });
            Assert.ThrowsAny<OperationCanceledException>(() => TrainUntil(recipe, dataset, progress, source.Token));
        }
    }

    private static TrainedModel Train(string recipe, Dataset dataset, IProgress<TrainingProgress>? progress = null) =>
        TrainUntil(recipe, dataset, progress, TestContext.Current.CancellationToken);

    private static TrainedModel TrainUntil(string recipe, Dataset dataset, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        IRecipe trainer = recipe == "sdca" ? new SdcaRecipe() : new NaiveBayesRecipe();
        return trainer.Train(dataset, new() { Seed = 5 }, progress, cancellationToken);
    }

    private static string Classify(TrainedModel trained, string text)
    {
        using var model = new MlNetZipFormat().Load(trained.Payload, trained.Settings);
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        scorer.Score(text, probabilities);
        return model.Labels[Array.IndexOf(probabilities, probabilities.Max())];
    }

    private sealed class PlainText
    {
        public string Text { get; set; } = "";
    }

    private sealed class PlainPrediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
