using FunctionsMaaS.Data;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Xunit;

namespace FunctionsMaaS.Tests.Training.Compact;

public sealed class CompactRecipeTests
{
    public static TheoryData<string> Recipes => [NbSdcaRecipe.RecipeName, ComplementNbRecipe.RecipeName];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_same_content_in_any_order_gives_the_same_bytes(string recipe)
    {
        var examples = SmallModels.Messages.Examples.ToArray();
        new Random(9).Shuffle(examples);
        var shuffled = SmallModels.Train(new Dataset("elsewhere", examples), recipe);
        Assert.Equal(SmallModels.Train(SmallModels.Messages, recipe).Payload.ToArray(), shuffled.Payload.ToArray());
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void What_it_hands_on_says_how_to_repeat_and_to_use_it(string recipe)
    {
        var trained = SmallModels.Train(SmallModels.Messages, recipe, MessageParts.Quotes);
        Assert.Equal((recipe, "compact-linear", 1, 120), (trained.Recipe, trained.Format, trained.Seed, trained.Documents));
        Assert.Equal(["garden", "kitchen", "space"], trained.Labels);
        Assert.Equal(MessageParts.Quotes, trained.Settings.Strip);
        Assert.Equal(SmallModels.Messages.Digest, trained.DatasetDigest);
        Assert.Equal(("fields", "8", "3-5"), (trained.Parameters["headers"], trained.Parameters["bits"], trained.Parameters["characters"]));
    }

    [Theory]
    [InlineData("nb-sdca", 0.775)] // scikit-learn 1.2.1, TfidfVectorizer() and LinearSVC(), on the same files
    [InlineData("complement-nb", 0.775)]
    public void On_the_bundled_dataset_it_is_no_worse_than_tf_idf_and_LinearSVC(string recipe, double linearSvc)
    {
        var (train, test) = (Bundled("train"), Bundled("test"));
        using var model = SmallModels.Open(SmallModels.Train(train, recipe).Payload);
        Assert.InRange(AccuracyOf(model, test), linearSvc, 1);
    }

    [Fact]
    public void Plain_texts_are_not_read_as_messages() => Assert.Equal("text", SmallModels.Train(SmallModels.Plain).Parameters["headers"]);

    [Fact]
    public void Two_labels_get_mirrored_machines()
    {
        var two = new Dataset("two", [.. SmallModels.Plain.Examples.Where(e => e.Label != "garden")]);
        using var model = SmallModels.Open(SmallModels.Train(two).Payload);
        using var scorer = new CompactScorer(model);
        foreach (var example in two.Examples)
        {
            var margins = scorer.Margins(example.Text).ToArray();
            Assert.Equal(-margins[0], margins[1], 1e-5f);
        }
        Assert.InRange(AccuracyOf(model, two), 0.95, 1);
    }

    [Fact]
    public void A_handful_of_texts_is_learned_without_calibration()
    {
        var few = new Dataset("few", [.. SmallModels.Plain.Examples.GroupBy(e => e.Label).SelectMany(g => g.Take(3))]);
        using var model = SmallModels.Open(SmallModels.Train(few).Payload);
        Assert.Equal(new Probabilities(2.8f, 9, -0.45f), model.Probabilities);
        Assert.Equal(1, AccuracyOf(model, few));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void One_label_is_refused(string recipe) =>
        Assert.Throws<DatasetException>(() => SmallModels.Train(new Dataset("one", [new() { Label = "a", Text = "b" }]), recipe));

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Texts_without_words_are_refused(string recipe)
    {
        var empty = new Dataset("empty", [new() { Label = "a", Text = "" }, new() { Label = "b", Text = " ..." }]);
        Assert.Contains("no words", Assert.Throws<DatasetException>(() => SmallModels.Train(empty, recipe)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_cancelled_training_stops(string recipe)
    {
        using var source = new CancellationTokenSource();
        var progress = new Recorder(step =>
        {
            if (step.Stage.StartsWith("fitting", StringComparison.Ordinal))
                source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => SmallModels.Recipe(recipe).Train(SmallModels.Plain, new(), progress, source.Token));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Progress_goes_from_nothing_to_done(string recipe)
    {
        var steps = new List<TrainingProgress>();
        SmallModels.Recipe(recipe).Train(SmallModels.Plain, new(), new Recorder(steps.Add), CancellationToken.None);
        Assert.Equal((0, 1), (steps[0].Fraction, steps[^1].Fraction));
        Assert.Equal(steps.Select(s => s.Fraction).Order(), steps.Select(s => s.Fraction));
    }

    private static Dataset Bundled(string part) =>
        new(part, [.. Directory.EnumerateFiles(Repository.PathOf("data", "newsgroups", part), "*", SearchOption.AllDirectories).Select(path =>
            new LabeledText { Label = Path.GetFileName(Path.GetDirectoryName(path))!, Text = File.ReadAllText(path) })]);

    private static double AccuracyOf(CompactModel model, Dataset dataset)
    {
        using var scorer = model.CreateScorer();
        var probabilities = new float[model.Labels.Count];
        return dataset.Examples.Average(example =>
        {
            scorer.Score(example.Text, probabilities);
            return model.Labels[Array.IndexOf(probabilities, probabilities.Max())] == example.Label ? 1.0 : 0;
        });
    }

    private sealed class Recorder(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
