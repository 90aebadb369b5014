using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class RetrainVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_first_run_makes_a_champion_and_the_second_has_nothing_to_do()
    {
        var first = (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news", "--json")).Json();
        Assert.Equal("news", first.GetProperty("model").GetString());
        Assert.Equal("promoted", first.GetProperty("outcome").GetString());
        Assert.Equal((1, 1), (first.GetProperty("version").GetInt32(), first.GetProperty("champion").GetInt32()));
        Assert.Equal(1.0, first.GetProperty("metrics").GetProperty("accuracy").GetDouble());

        var second = (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        Assert.StartsWith("up-to-date: Version 1 ", Assert.Single(second.OutLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checks_of_the_gate_are_printed()
    {
        (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        _cli.Environment["Maas__Retraining__Seed"] = "2";
        var run = (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        Assert.StartsWith("promoted: Version 2 is not worse than version 1: ", run.OutLines[0], StringComparison.Ordinal);
        Assert.Contains(run.OutLines, line => line.StartsWith("latency      passed ", StringComparison.Ordinal));

        _cli.Environment["Maas__Retraining__Seed"] = "3";
        var checks = (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news", "--json")).Json().GetProperty("verdict").GetProperty("checks");
        Assert.Equal(["accuracy", "macro-f1", "classes", "calibration", "size", "latency"], checks.EnumerateArray().Select(c => c.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_version_is_made_again_from_the_training_set_that_is_kept()
    {
        (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        Assert.Contains((await _cli.RunAsync("data", "versions", "news")).Done().OutLines, l => l.TrimStart().StartsWith("1  ", StringComparison.Ordinal));
        var kept = (await _cli.RunAsync("data", "versions", "news", "--json")).Json().GetProperty("datasets")[0];
        Assert.Equal(36, kept.GetProperty("documents").GetInt32());

        Assert.StartsWith("reproduced: Version 1 ", Assert.Single((await _cli.RunAsync("retrain", "--name", "news", "--version", "1")).Done().OutLines), StringComparison.Ordinal);
        Assert.Equal("reproduced", (await _cli.RunAsync("retrain", "--name", "news", "--version", "1", "--json")).Json().GetProperty("outcome").GetString());
        (await _cli.RunAsync("retrain", "--name", "news", "--version", "2")).Failed("no version 2");
    }

    [Fact]
    public async Task The_last_run_is_shown_with_its_outcome_and_who_started_it()
    {
        Assert.Contains("idle", (await _cli.RunAsync("retrain", "--name", "news", "--status")).Done().Out, StringComparison.Ordinal);
        (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news")).Done();
        var last = (await _cli.RunAsync("retrain", "--name", "news", "--status", "--json")).Json().GetProperty("last");
        Assert.Equal(("promoted", "cli"), (last.GetProperty("outcome").GetString(), last.GetProperty("startedBy").GetString()));
        Assert.Contains("last outcome", (await _cli.RunAsync("retrain", "--name", "news", "--status")).Done().Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.RunAsync("retrain", "--status", "--data", model.Data)).ExitCode);
    }

    [Fact]
    public async Task A_version_is_not_made_again_from_other_data() =>
        Assert.Equal(2, (await _cli.RunAsync("retrain", "--version", "1", "--data", model.Data)).ExitCode);

    [Fact]
    public async Task A_dataset_in_Blob_Storage_needs_an_account() =>
        (await _cli.RunAsync("retrain", "--data", "blob:datasets/news.csv")).Failed("'blob:datasets/news.csv'", "BlobServiceUri");

    [Fact]
    public async Task Settings_come_from_the_environment()
    {
        _cli.Environment["Maas__Dataset"] = model.Data;
        _cli.Environment["MAAS__MODEL"] = "weather";
        Assert.Equal("weather", (await _cli.RunAsync("retrain", "--json")).Json().GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_model_that_is_being_retrained_is_left_alone()
    {
        await using var services = MaasServices.Create(
            new() { In = Stream.Null, Out = TextWriter.Null, Error = TextWriter.Null, Environment = _cli.Environment });
        await using var lease = await services.Registry.TryAcquireLeaseAsync("news", "retrain", TestContext.Current.CancellationToken);
        Assert.NotNull(lease);
        (await _cli.RunAsync("retrain", "--data", model.Data, "--name", "news", "--json")).Failed("Another instance is retraining news");
    }

    [Fact]
    public async Task A_dataset_that_is_missing_is_named() =>
        (await _cli.RunAsync("retrain", "--data", _cli.PathOf("nowhere"), "--json")).Failed("nowhere");

    [Fact]
    public async Task Settings_that_are_not_allowed_are_all_named()
    {
        _cli.Environment["Maas__Model"] = "No Name";
        _cli.Environment["Maas__Retraining__Recipe"] = "svm";
        _cli.Environment["Maas__Registry__Container"] = "X";
        var run = await _cli.RunAsync("retrain", "--json");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(3, run.ErrorLines.Length);
        Assert.All(run.ErrorLines, l => Assert.StartsWith("maas: ", l, StringComparison.Ordinal));
        Assert.Contains("'svm'", run.Error, StringComparison.Ordinal);
        Assert.Contains("Maas:Model", run.Error, StringComparison.Ordinal);
        Assert.Contains("'X'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_leaves_no_version()
    {
        using var stop = new CancellationTokenSource();
        _cli.OnErrorLine = _ => stop.Cancel();
        Assert.Equal(130, (await _cli.RunAsync(stop.Token, "retrain", "--data", model.Data, "--name", "news")).ExitCode);
        _cli.OnErrorLine = null;
        Assert.Equal(0, (await _cli.RunAsync("list", "--json")).Json().GetProperty("models").GetArrayLength());
    }
}
