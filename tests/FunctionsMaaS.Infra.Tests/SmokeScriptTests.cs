using System.Text.Json;
using FunctionsMaaS.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Infra.Tests;

/// <summary>The smoke test must notice: here it asks services that are wrong. That it passes on one that is right is what CI's smoke run shows.</summary>
public sealed class SmokeScriptTests
{
    private static readonly object[] Scores = [new { label = "a", score = 0.75 }, new { label = "b", score = 0.25 }];

    [Fact]
    public async Task A_service_that_says_yes_to_everything_fails_what_it_answers_wrongly()
    {
        var result = await AskAsync(context => context.Response.WriteAsJsonAsync(new
        {
            status = "ready",
            model = "m",
            version = 1,
            label = "a",
            score = 0.75,
            scores = Scores,
        }));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ok    it is ready", result.Output, StringComparison.Ordinal);
        Assert.Contains("ok    one text gets a label", result.Output, StringComparison.Ordinal);
        foreach (var broken in new[] { "malformed JSON is 400", "an unknown address is 404", "a batch is answered", "no key is refused", "an admin route without a key", "answers are not cached" })
            Assert.Contains($"FAIL  {broken}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_whose_scores_are_no_probabilities_fails()
    {
        var result = await AskAsync(context => context.Response.WriteAsJsonAsync(new
        {
            status = "ready",
            model = "m",
            version = 1,
            label = "a",
            score = 7.5,
            scores = new object[] { new { label = "a", score = 7.5 }, new { label = "b", score = 2.5 } },
        }));
        Assert.Contains("FAIL  one text gets a label, and its probability: the answer is not as it must be", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_repeats_a_text_in_an_error_fails()
    {
        var result = await AskAsync(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync(context.RequestAborted);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(
                JsonSerializer.Serialize(new { type = "urn:x", title = "t", status = 400, detail = $"This is wrong: {text}" }), context.RequestAborted);
        });
        Assert.Contains("FAIL  malformed JSON is 400, as a problem that quotes no text: the answer is not as it must be", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task The_model_in_the_package_is_accepted_and_named(int version)
    {
        var result = await AskAsync(context => context.Response.WriteAsJsonAsync(new
        {
            status = "degraded",
            model = "m",
            version,
            detail = "The model in the package answers. The registry did not answer within 3 s.",
        }));
        Assert.Contains("ok    it is ready\n", result.Output, StringComparison.Ordinal);
        Assert.Contains($"note  m version {version}: The model in the package answers. The registry did not answer within 3 s.\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("the model in the package does not pass for a published version", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a version can be asked for by number", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ready", "")]
    [InlineData("degraded", "The registry could not be read.")]
    public async Task Version_0_is_refused_where_no_model_in_a_package_answers(string status, string detail)
    {
        var result = await AskAsync(context => context.Response.WriteAsJsonAsync(new { status, model = "m", version = 0, detail }));
        Assert.Contains("FAIL  it is ready: the answer is not as it must be", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_fails_every_check_but_ends()
    {
        var result = await RunAsync("http://127.0.0.1:9");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\n0 passed, ", result.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> AskAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var service = builder.Build();
        service.Run(answer);
        await service.StartAsync(TestContext.Current.CancellationToken);
        return await RunAsync(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private static Task<CommandResult> RunAsync(string url) =>
        CommandLine.RunAsync(
            "bash",
            [Repository.PathOf("infra", "smoke.sh"), url, "function-key", "admin-key"],
            new Dictionary<string, string> { ["SMOKE_WAIT"] = "0" },
            TestContext.Current.CancellationToken);
}
