using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string Asked = "the goalie stopped the puck";

    [Theory]
    [InlineData("nb-sdca")]
    [InlineData("complement-nb")]
    public async Task The_explanation_of_a_compact_model_adds_up_to_its_margin_and_points_into_the_text(string recipe)
    {
        await PublishTrainedAsync(recipe);
        var explanation = (await ClassifyAsync($$"""{"text": "{{Asked}}", "explain": true}""")).GetProperty("explanation");
        Assert.True(explanation.GetProperty("available").GetBoolean());
        Assert.Equal(("hockey", "space"), (explanation.GetProperty("label").GetString(), explanation.GetProperty("runnerUp").GetString()));
        var tokens = explanation.GetProperty("tokens").EnumerateArray().ToList();
        Assert.NotEmpty(tokens);
        Assert.All(tokens, t => Assert.Equal(t.GetProperty("text").GetString(), Asked.Substring(t.GetProperty("start").GetInt32(), t.GetProperty("length").GetInt32())));
        Assert.Equal(explanation.GetProperty("margin").GetDouble(), explanation.GetProperty("bias").GetDouble() + tokens.Sum(t => t.GetProperty("contribution").GetDouble()), 1e-4);
        Assert.Equal(
            explanation.GetProperty("margin").GetDouble() - explanation.GetProperty("runnerUpMargin").GetDouble(),
            explanation.GetProperty("bias").GetDouble() - explanation.GetProperty("runnerUpBias").GetDouble() + tokens.Sum(t => t.GetProperty("againstRunnerUp").GetDouble()),
            2e-4);
    }

    [Fact]
    public async Task Every_text_of_a_batch_is_explained_by_itself()
    {
        await PublishTrainedAsync("nb-sdca");
        var results = (await ClassifyAsync("""{"texts": ["a puck on the ice", "orbit of the moon"], "explain": true}""")).GetProperty("results");
        Assert.Equal(["hockey", "space"], results.EnumerateArray().Select(r => r.GetProperty("explanation").GetProperty("label").GetString()));
    }

    [Fact]
    public async Task An_explanation_is_given_only_when_asked_for()
    {
        await PublishTrainedAsync("nb-sdca");
        Assert.False((await ClassifyAsync($$"""{"text": "{{Asked}}"}""")).TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task An_ML_NET_model_says_that_it_cannot_be_explained()
    {
        await PublishTrainedAsync("sdca");
        Assert.False((await ClassifyAsync($$"""{"text": "{{Asked}}", "explain": true}""")).GetProperty("explanation").GetProperty("available").GetBoolean());
    }

    private Task PublishTrainedAsync(string recipe) => Registry.PublishTrainedAsync("newsgroups", recipe, Token);
}
