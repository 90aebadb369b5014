using Xunit;

namespace FunctionsMaaS.Cli.Tests;

public sealed class CliApplicationTests(SmallNewsModel model) : IDisposable
{
    public static TheoryData<string> Verbs => ["train", "evaluate", "compare", "compress", "classify", "push", "list", "show", "promote", "rollback", "retrain", "feedback", "feedback list", "feedback remove", "data", "data inspect", "data split", "data versions", "keys", "keys new"];

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Help_names_every_verb_in_80_columns()
    {
        var run = (await _cli.RunAsync("--help")).Done();
        Assert.Empty(run.Error);
        Assert.All(Verbs, v => Assert.Contains($"\n  {v.Data.Split(' ')[0]} ", run.Out, StringComparison.Ordinal));
        Assert.All(run.OutLines, l => Assert.InRange(l.Length, 0, 80));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_has_a_page_with_its_usage_in_80_columns(string verb)
    {
        var run = (await _cli.RunAsync([.. verb.Split(' '), "--help"])).Done();
        Assert.StartsWith($"maas {verb}: ", run.Out, StringComparison.Ordinal);
        Assert.Contains($"\nUsage: maas {verb} ", run.Out, StringComparison.Ordinal);
        Assert.All(run.OutLines, l => Assert.InRange(l.Length, 0, 80));
    }

    [Fact]
    public async Task The_version_is_that_of_the_build()
    {
        var version = typeof(CliApplication).Assembly.GetName().Version!;
        Assert.StartsWith($"{version.Major}.{version.Minor}.{version.Build}", (await _cli.RunAsync("--version")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_shown_as_a_mistake()
    {
        var run = await _cli.RunAsync();
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("Usage: maas COMMAND", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("eval", "evaluate")]
    [InlineData("classfy", "classify")]
    public async Task A_mistyped_verb_is_answered_with_the_one_that_was_meant(string typed, string meant)
    {
        var run = await _cli.RunAsync(typed);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"maas: '{typed}' is none of its commands. Did you mean '{meant}'?", run.ErrorLines[0]);
    }

    [Fact]
    public async Task A_verb_that_nothing_is_like_gets_no_suggestion() =>
        Assert.Equal("maas: 'frobnicate' is none of its commands.", (await _cli.RunAsync("frobnicate")).ErrorLines[0]);

    [Fact]
    public async Task A_missing_option_is_named() =>
        (await _cli.RunAsync("train", "--data", model.Data)).Misused("train", "'--out' is required");

    [Fact]
    public async Task An_unknown_option_is_named() =>
        (await _cli.RunAsync("list", "--colour")).Misused("list", "'--colour'");

    [Fact]
    public async Task A_stack_is_shown_only_when_asked_for()
    {
        _cli.Environment["MAAS_DEBUG"] = "1";
        var run = await _cli.RunAsync("show", "no.maas");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no model package", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_says_so_in_one_line()
    {
        var run = await _cli.RunAsync(new CancellationToken(canceled: true), "list");
        Assert.Equal((130, ""), (run.ExitCode, run.Out));
        Assert.Contains("cancelled", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_service_that_is_no_uri_is_refused_before_anything_is_tried() =>
        (await _cli.RunAsync("list", "--json", "--registry", "ftp://example.org")).Failed("ftp://example.org");

    [Fact]
    public async Task Settings_of_the_registry_do_not_concern_a_model_in_a_file()
    {
        _cli.Environment["Maas__Registry__Container"] = "X";
        (await _cli.RunAsync("classify", "--model", model.Path, "puck")).Done();
    }
}
