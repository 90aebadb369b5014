using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class TrainVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void A_package_says_how_it_was_made_and_how_good_it_is_on_the_test_part()
    {
        var manifest = ModelPackageFile.Read(model.Path).Manifest;
        Assert.Equal(("sdca", 1, 36), (manifest.Recipe, manifest.Seed, manifest.Dataset!.Documents));
        Assert.Equal(SmallNews.Labels, manifest.Labels);
        Assert.Equal((12.0, 1.0, 1.0), (manifest.Metrics["documents"], manifest.Metrics["accuracy"], manifest.Metrics["macroF1"]));
    }

    [Fact]
    public async Task It_says_on_standard_error_what_it_did_and_nothing_on_standard_output()
    {
        var path = _cli.PathOf("m.maas");
        var run = (await _cli.RunAsync("train", "--data", model.Data, "--recipe", "naive-bayes", "--seed", "7", "--out", path)).Done();
        Assert.Empty(run.Out);
        Assert.Contains("Trained naive-bayes on 36 texts with 3 labels in ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Measured on 12 texts of the test part: accuracy 1.0000, macro F1 1.0000, log loss ", run.Error, StringComparison.Ordinal);
        Assert.Matches(@"Wrote \S+m\.maas \(\d+\.\d kB\)", run.Error);
        Assert.Equal(7, ModelPackageFile.Read(path).Manifest.Seed);
    }

    [Fact]
    public async Task Without_a_test_part_nothing_is_measured()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("news.jsonl"), SmallNews.Rows());
        var run = (await _cli.RunAsync("train", "--data", data, "--out", _cli.PathOf("m.maas"))).Done();
        Assert.DoesNotContain("Measured", run.Error, StringComparison.Ordinal);
        Assert.Empty(ModelPackageFile.Read(_cli.PathOf("m.maas")).Manifest.Metrics);
    }

    [Fact]
    public async Task What_is_stripped_is_kept_in_the_package()
    {
        (await _cli.RunAsync("train", "--data", model.Data, "--strip", "headers, quotes", "--out", _cli.PathOf("m.maas"))).Done();
        Assert.Equal(MessageParts.Headers | MessageParts.Quotes, ModelPackageFile.Read(_cli.PathOf("m.maas")).Manifest.Settings.Strip);
    }

    [Fact]
    public async Task Missing_data_is_named() =>
        (await _cli.RunAsync("train", "--data", _cli.PathOf("nowhere"), "--out", _cli.PathOf("m.maas"))).Failed("nowhere' does not exist");

    [Fact]
    public async Task One_label_is_not_enough()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("one.jsonl"), SmallNews.Rows().Where(r => r.Label == SmallNews.Space));
        (await _cli.RunAsync("train", "--data", data, "--out", _cli.PathOf("m.maas"))).Failed("one.jsonl", "'sci.space'", "at least two labels");
    }

    [Fact]
    public async Task A_label_of_the_test_part_alone_is_refused()
    {
        _cli.Write("d/train/a/1", "one");
        _cli.Write("d/train/b/1", "two");
        _cli.Write("d/test/c/1", "three");
        (await _cli.RunAsync("train", "--data", _cli.PathOf("d"), "--out", _cli.PathOf("m.maas"))).Failed("'c'");
    }

    [Fact]
    public async Task An_unknown_recipe_is_answered_with_those_there_are() =>
        (await _cli.RunAsync("train", "--data", model.Data, "--recipe", "svm", "--out", _cli.PathOf("m.maas"))).Misused("train", "'svm'", "naive-bayes", "sdca");

    [Fact]
    public async Task An_unknown_part_to_strip_is_answered_with_those_there_are() =>
        (await _cli.RunAsync("train", "--data", model.Data, "--strip", "headers,body", "--out", _cli.PathOf("m.maas"))).Misused("train", "'body'", "headers, footers and quotes");

    [Theory]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("99999999999")]
    public async Task A_seed_is_a_whole_number(string seed) =>
        (await _cli.RunAsync("train", "--data", model.Data, "--seed", seed, "--out", _cli.PathOf("m.maas"))).Misused("train", $"'{seed}'", "--seed", "whole number");

    [Theory]
    [InlineData("missing/m.maas", "there is no folder")]
    [InlineData("a-file/m.maas", "there is no folder")]
    [InlineData(".", "it is a folder")]
    public async Task An_output_that_cannot_be_written_is_found_before_training(string path, string why)
    {
        _cli.Write("a-file", "");
        (await _cli.RunAsync("train", "--data", _cli.PathOf("nowhere"), "--out", _cli.PathOf(path))).Failed("cannot be written", why);
    }

    [Fact]
    public async Task Cancelling_leaves_the_old_package_and_nothing_else()
    {
        using var stop = new CancellationTokenSource();
        var path = _cli.Write("m.maas", "old");
        _cli.OnErrorLine = _ => stop.Cancel();
        var run = await _cli.RunAsync(stop.Token, "train", "--data", model.Data, "--out", path);
        Assert.Equal(130, run.ExitCode);
        Assert.Equal("old", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.GetFileSystemEntries(_cli.Folder));
    }
}
