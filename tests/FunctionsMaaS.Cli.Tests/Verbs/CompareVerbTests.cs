using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class CompareVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_model_does_not_differ_from_itself()
    {
        var comparison = (await _cli.RunAsync("compare", model.Path, model.Path, "--data", model.Data, "--json")).Json();
        Assert.Equal((12, 0, 0), (comparison.GetProperty("documents").GetInt32(), comparison.GetProperty("onlyChampionCorrect").GetInt32(), comparison.GetProperty("onlyChallengerCorrect").GetInt32()));
        Assert.Equal(1.0, comparison.GetProperty("pValue").GetDouble());
        Assert.True(comparison.GetProperty("verdict").GetProperty("passed").GetBoolean());
        Assert.Equal("small.maas", comparison.GetProperty("champion").GetProperty("model").GetString());
    }

    /// <summary>A model that takes space for hockey and hockey for space is wrong on 8 of 12 texts: McNemar's p is 2 / 2^8.</summary>
    [Fact]
    public async Task A_model_of_exchanged_labels_is_worse_and_not_by_chance()
    {
        var exchanged = SmallNews.WriteLines(_cli.PathOf("exchanged.jsonl"), SmallNews.Rows().Select(r => (Exchange(r.Label), r.Text)));
        (await _cli.RunAsync("train", "--data", exchanged, "--out", _cli.PathOf("exchanged.maas"))).Done();
        string[] args = ["compare", model.Path, _cli.PathOf("exchanged.maas"), "--data", model.Data];
        var comparison = (await _cli.RunAsync([.. args, "--json"])).Json();
        Assert.Equal((8, 0), (comparison.GetProperty("onlyChampionCorrect").GetInt32(), comparison.GetProperty("onlyChallengerCorrect").GetInt32()));
        Assert.Equal(2.0 / 256, comparison.GetProperty("pValue").GetDouble(), 12);
        Assert.Equal(-8.0 / 12, comparison.GetProperty("accuracyDifference").GetDouble(), 12);

        var table = (await _cli.RunAsync(args)).Done().Out;
        Assert.Contains("-0.6667", table, StringComparison.Ordinal);
        Assert.Contains("accuracy     FAILED  -0.6667  0.0000  the champion alone is right on 8 texts, the challenger alone on 0", table, StringComparison.Ordinal);
        Assert.Contains("size         passed", table, StringComparison.Ordinal);
        Assert.EndsWith("exchanged.maas must not replace small.maas.\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_gate_requires_comes_from_the_environment()
    {
        _cli.Environment["Maas__Gate__Require"] = "Better";
        var comparison = (await _cli.RunAsync("compare", model.Path, model.Path, "--data", model.Data, "--json")).Json();
        Assert.False(comparison.GetProperty("verdict").GetProperty("passed").GetBoolean());
        _cli.Environment["Maas__Gate__Alpha"] = "2";
        (await _cli.RunAsync("compare", model.Path, model.Path, "--data", model.Data)).Failed("Maas:Gate:Alpha is '2'");
    }

    [Fact]
    public async Task A_label_that_a_model_does_not_know_counts_as_wrong()
    {
        var data = SmallNews.WriteLines(_cli.PathOf("d.jsonl"), [("sci.med", "fever"), (SmallNews.Space, "rocket orbit launch")]);
        var comparison = (await _cli.RunAsync("compare", model.Path, model.Path, "--data", data, "--json")).Json();
        Assert.Equal(0.5, comparison.GetProperty("champion").GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Two_models_are_needed() =>
        (await _cli.RunAsync("compare", model.Path, "--data", model.Data)).Misused("compare");

    private static string Exchange(string label) => label switch
    {
        SmallNews.Space => SmallNews.Hockey,
        SmallNews.Hockey => SmallNews.Space,
        _ => label,
    };
}
