using System.IO.Compression;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class PushVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Standard_output_is_the_number_of_the_version_alone()
    {
        Assert.Equal("1\n", (await _cli.RunAsync("push", model.Path, "--name", "news")).Done().Out);
        var second = (await _cli.RunAsync("push", model.Path, "--name", "news")).Done();
        Assert.Equal("2\n", second.Out);
        Assert.Contains("Published news:2 (sdca, 3 labels, ", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alias_moves_to_the_new_version()
    {
        Assert.Contains("news@champion is version 1", (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done().Error, StringComparison.Ordinal);
        Assert.Contains("news@champion is version 2 now; it was 1", (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_on_the_command_line_wins_over_the_environment()
    {
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--registry", _cli.PathOf("other"))).Done();
        Assert.True(Directory.Exists(_cli.PathOf("other", "models", "news")));
        Assert.False(Directory.Exists(_cli.PathOf("registry")));
    }

    [Fact]
    public async Task A_model_of_ml_net_is_imported_and_answers()
    {
        var zip = ForeignModel.Save(_cli.PathOf("model.zip"));
        (await _cli.RunAsync("push", zip, "--name", "foreign", "--alias", "champion", "--text-column", "Body")).Done();
        var answer = (await _cli.RunAsync("classify", "--model", "foreign", "--json", "goalie puck")).Json();
        Assert.Equal(("hockey", 1), (answer.GetProperty("label").GetString(), answer.GetProperty("version").GetInt32()));
        Assert.Equal("imported", (await _cli.RunAsync("show", "foreign", "--json")).Json().GetProperty("recipe").GetString());
    }

    [Fact]
    public async Task A_column_that_an_imported_model_does_not_have_is_refused() =>
        (await _cli.RunAsync("push", ForeignModel.Save(_cli.PathOf("model.zip")), "--name", "foreign", "--text-column", "Nothing")).Failed("Nothing");

    [Fact]
    public async Task A_text_column_is_not_for_packages() =>
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--text-column", "Body")).Failed("--text-column");

    [Fact]
    public async Task A_zip_of_something_else_is_refused_and_nothing_is_published()
    {
        using (var zip = ZipFile.Open(_cli.PathOf("photos.zip"), ZipArchiveMode.Create))
            zip.CreateEntry("photo.jpg");
        (await _cli.RunAsync("push", _cli.PathOf("photos.zip"), "--name", "news")).Failed("model.zip");
        Assert.Contains("no models", (await _cli.RunAsync("list")).Done().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_zip_is_refused() =>
        (await _cli.RunAsync("push", _cli.Write("notes.txt", "hello"), "--name", "news")).Failed("notes.txt' is not a model package");

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        (await _cli.RunAsync("push", _cli.PathOf("no.maas"), "--name", "news")).Failed("There is no model package", "no.maas");

    [Theory]
    [InlineData("News")]
    [InlineData("../news")]
    [InlineData("")]
    public async Task A_name_is_checked_before_anything_is_read(string name) =>
        (await _cli.RunAsync("push", "no.maas", "--name", name)).Misused("push", $"'{name}' is not a model name");

    [Fact]
    public async Task An_alias_is_checked_before_anything_is_published()
    {
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "best one")).Misused("push", "'best one' is not a");
        Assert.False(Directory.Exists(_cli.PathOf("registry")));
    }
}
