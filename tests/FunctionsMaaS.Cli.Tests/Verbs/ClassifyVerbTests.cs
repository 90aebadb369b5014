using System.Text;
using Xunit;

namespace FunctionsMaaS.Cli.Tests.Verbs;

public sealed class ClassifyVerbTests(SmallNewsModel model) : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_most_probable_label_comes_first()
    {
        var run = (await _cli.RunAsync("classify", "--model", model.Path, "rocket launch to lunar orbit")).Done();
        Assert.Equal(4, run.OutLines.Length);
        Assert.StartsWith("sci.space ", run.OutLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_shape_of_the_http_answer()
    {
        var answer = (await _cli.RunAsync("classify", "--model", model.Path, "--json", "puck and goalie in overtime")).Json();
        Assert.Equal(["model", "version", "label", "score", "scores"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("small.maas", answer.GetProperty("model").GetString());
        Assert.Equal(SmallNews.Hockey, answer.GetProperty("label").GetString());
        var scores = answer.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("score").GetDouble()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal((3, answer.GetProperty("score").GetDouble()), (scores.Length, scores[0]));
        Assert.Equal(1, scores.Sum(), 1e-3);
    }

    [Fact]
    public async Task A_published_model_answers_with_its_name_and_version()
    {
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done();
        var answer = (await _cli.RunAsync("classify", "--model", "news", "--json", "shader")).Json();
        Assert.Equal(("news", 1), (answer.GetProperty("model").GetString(), answer.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Top_names_that_many_labels()
    {
        var answer = (await _cli.RunAsync("classify", "--model", model.Path, "--json", "--top", "2", "puck")).Json();
        Assert.Equal(2, answer.GetProperty("scores").GetArrayLength());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("few")]
    public async Task Top_is_at_least_one(string top) =>
        (await _cli.RunAsync("classify", "--model", model.Path, "--top", top, "puck")).Misused("classify", $"'{top}'", "--top", "from 1");

    [Fact]
    public async Task Standard_input_is_one_text_however_many_lines_it_has()
    {
        _cli.Input = Encoding.UTF8.GetBytes("puck\ngoalie\n\nrink\n");
        Assert.Equal(SmallNews.Hockey, (await _cli.RunAsync("classify", "--model", model.Path, "--json", "-")).Json().GetProperty("label").GetString());
    }

    [Fact]
    public async Task Standard_input_may_be_latin_1()
    {
        _cli.Input = Encoding.Latin1.GetBytes("défense rocket orbit");
        Assert.Equal(SmallNews.Space, (await _cli.RunAsync("classify", "--model", model.Path, "--json", "-")).Json().GetProperty("label").GetString());
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \n\t\n", "blank")]
    public async Task Nothing_cannot_be_classified(string text, string what)
    {
        (await _cli.RunAsync("classify", "--model", model.Path, "--json", text)).Failed("no text", "TEXT", what);
        _cli.Input = Encoding.UTF8.GetBytes(text);
        (await _cli.RunAsync("classify", "--model", model.Path, "--json", "-")).Failed("no text", "standard input", what);
    }

    [Fact]
    public async Task Binary_input_is_refused()
    {
        _cli.Input = [0, 1, 2];
        (await _cli.RunAsync("classify", "--model", model.Path, "-")).Failed("NUL");
    }

    [Theory]
    [InlineData("@puck goalie rink")]
    [InlineData("true puck goalie rink")]
    [InlineData("[suggest] puck goalie rink")]
    public async Task A_text_is_never_taken_for_something_else(string text) =>
        Assert.Equal(SmallNews.Hockey, (await _cli.RunAsync("classify", "--model", model.Path, "--json", text)).Json().GetProperty("label").GetString());

    [Theory]
    [InlineData("true")]
    [InlineData("--explain")]
    public async Task A_text_that_reads_like_an_option_can_be_given_after_two_dashes(string text) =>
        (await _cli.RunAsync("classify", "--model", model.Path, "--json", "--", text)).Done();

    [Fact]
    public async Task What_cannot_be_explained_is_said()
    {
        var explanation = (await _cli.RunAsync("classify", "--model", model.Path, "--json", "--explain", "puck")).Json().GetProperty("explanation");
        Assert.False(explanation.GetProperty("available").GetBoolean());
        Assert.Contains("not available for this model", explanation.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("not available for this model", (await _cli.RunAsync("classify", "--model", model.Path, "--explain", "puck")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_version_or_alias_is_answered_with_what_there_is()
    {
        (await _cli.RunAsync("classify", "--model", "news", "--json", "puck")).Failed("no model 'news'", "it is empty");
        (await _cli.RunAsync("push", model.Path, "--name", "news", "--alias", "champion")).Done();
        (await _cli.RunAsync("classify", "--model", "weather", "--json", "puck")).Failed("no model 'weather'", "news");
        (await _cli.RunAsync("classify", "--model", "news:7", "--json", "puck")).Failed("no version 7", "1");
        (await _cli.RunAsync("classify", "--model", "news@beta", "--json", "puck")).Failed("no alias 'beta'", "champion");
    }
}
