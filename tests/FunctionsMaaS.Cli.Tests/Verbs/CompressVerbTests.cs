using System.Text.Json;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Packaging;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class CompressVerbTests(SmallNewsModel model) : IAsyncLifetime
{
    private readonly Cli _cli = new();

    private string Compact => _cli.PathOf("compact.maas");

    private string Small => _cli.PathOf("small.maas");

    public async ValueTask InitializeAsync() => (await _cli.RunAsync("train", "--data", model.Data, "--recipe", "complement-nb", "--out", Compact)).Done();

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task More_bits_change_no_answer_and_make_the_file_larger()
    {
        var document = (await CompressAsync("--bits", "32", "--data", model.Data, "--json")).Json();
        Assert.Equal((12, 1.0), (document.GetProperty("documents").GetInt32(), document.GetProperty("labelAgreement").GetDouble()));
        Assert.Equal(Metric(document, "before", "accuracy"), Metric(document, "after", "accuracy"));
        Assert.True(Bytes(document, "after") > Bytes(document, "before"));
        Assert.Equal(ModelPackageFile.Read(Small).Payload.Length, Bytes(document, "after"));
    }

    [Fact]
    public async Task Half_of_the_ngrams_can_be_left_out()
    {
        var document = (await CompressAsync("--prune", "share=0.5", "--json")).Json();
        var (before, after) = (Parameter(document, "before", "features"), Parameter(document, "after", "features"));
        Assert.Equal((before + 1) / 2, after);
        Assert.Equal(before - after, Parameter(document, "after", "prunedFeatures"));
        Assert.False(document.TryGetProperty("labelAgreement", out _));
    }

    [Fact]
    public async Task A_size_is_kept_to()
    {
        var target = ModelPackageFile.Read(Compact).Payload.Length / 2;
        var document = (await CompressAsync("--prune", $"size={target}", "--json")).Json();
        Assert.InRange(Bytes(document, "after"), 1, target);
    }

    /// <summary>Pruned to two n-grams, the model cannot tell three subjects apart: what that costs is measured on the model that is written.</summary>
    [Fact]
    public async Task What_is_lost_is_measured_and_kept_in_the_manifest()
    {
        var document = (await CompressAsync("--prune", "share=0.999", "--data", model.Data, "--json")).Json();
        Assert.True(Metric(document, "after", "accuracy") < Metric(document, "before", "accuracy"));
        Assert.True(document.GetProperty("labelAgreement").GetDouble() < 1);
        var evaluated = (await _cli.RunAsync("evaluate", "--model", Small, "--data", model.Data, "--json")).Json();
        Assert.Equal(evaluated.GetProperty("accuracy").GetDouble(), Metric(document, "after", "accuracy"));
        Assert.Equal(evaluated.GetProperty("macroF1").GetDouble(), ModelPackageFile.Read(Small).Manifest.Metrics["macroF1"]);
    }

    [Fact]
    public async Task The_manifest_says_what_was_done_to_which_model()
    {
        (await CompressAsync("--bits", "16", "--prune", "share=0.25")).Done();
        var (before, after) = (ModelPackageFile.Read(Compact).Manifest, ModelPackageFile.Read(Small).Manifest);
        Assert.Equal(("16", before.Payload.Digest), (after.Parameters["bits"], after.Parameters["compressedFrom"]));
        Assert.NotEqual("0", after.Parameters["prunedFeatures"]);
        Assert.Equal((before.Recipe, before.Seed, before.Dataset), (after.Recipe, after.Seed, after.Dataset));
        Assert.NotEmpty(before.Metrics);
        Assert.Empty(after.Metrics);
    }

    [Fact]
    public async Task The_table_shows_size_figures_and_agreement()
    {
        var lines = (await CompressAsync("--bits", "32", "--data", model.Data)).Done().OutLines;
        foreach (var row in new[] { "size", "accuracy", "macro F1", "label agreement" })
            Assert.Contains(lines, line => line.StartsWith(row, StringComparison.Ordinal));
        Assert.EndsWith("1.0000", lines.Single(line => line.StartsWith("label agreement", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_another_format_is_refused_and_nothing_is_written()
    {
        (await _cli.RunAsync("compress", "--model", model.Path, "--out", Small)).Failed("'mlnet-zip'", "'compact-linear'");
        Assert.False(File.Exists(Small));
    }

    [Fact]
    public async Task A_size_below_that_of_the_labels_is_refused()
    {
        (await CompressAsync("--prune", "size=10")).Failed("A target of 10 bytes is not possible");
        Assert.False(File.Exists(Small));
    }

    [Theory]
    [InlineData("--bits", "4", "'4'")]
    [InlineData("--prune", "half", "'half'")]
    [InlineData("--prune", "share=1", "'share=1'")]
    [InlineData("--prune", "share=-0.1", "'share=-0.1'")]
    [InlineData("--prune", "share=NaN", "'share=NaN'")]
    [InlineData("--prune", "threshold=1.5", "'threshold=1.5'")]
    [InlineData("--prune", "size=0", "'size=0'")]
    [InlineData("--prune", "size=3TB", "'size=3TB'")]
    [InlineData("--prune", "share=0.1,share=0.2", "'share'")]
    public async Task What_cannot_be_done_is_a_usage_error(string option, string value, string quoted) =>
        (await CompressAsync(option, value)).Misused("compress", quoted);

    [Theory]
    [InlineData("size=3MB", 3_000_000L)]
    [InlineData("size=1.5 kB", 1_500L)]
    [InlineData("size=700B", 700L)]
    [InlineData("size=42", 42L)]
    public void Sizes_have_units(string rules, long bytes) => Assert.Equal(bytes, PruneRules.Parse(rules).TargetBytes);

    [Fact]
    public void Rules_can_be_combined()
    {
        var options = PruneRules.Parse("share=0.25, threshold=0.5");
        Assert.Equal((0.25, 0.5, null), (options.Fraction, options.Threshold, options.TargetBytes));
    }

    private Task<CliRun> CompressAsync(params string[] args) => _cli.RunAsync(["compress", "--model", Compact, "--out", Small, .. args]);

    private static long Bytes(JsonElement document, string side) => document.GetProperty(side).GetProperty("bytes").GetInt64();

    private static double Metric(JsonElement document, string side, string name) => document.GetProperty(side).GetProperty("metrics").GetProperty(name).GetDouble();

    private static int Parameter(JsonElement document, string side, string name) =>
        int.Parse(document.GetProperty(side).GetProperty("parameters").GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
