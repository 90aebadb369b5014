using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task Retraining_answers_with_the_verdict_which_is_in_the_manifest_too()
    {
        using var folder = new TemporaryFolder();
        var dataset = folder.File("posts.jsonl");
        await TrainedModels.WriteDatasetAsync(dataset, Token);
        await PublishChampionAsync();
        var settings = new Dictionary<string, string?> { ["Maas:Dataset"] = dataset, ["Maas:Retraining:Recipe"] = "stub" };
        await using var host = await StartAsync(new(_store, settings) { Services = static services => services.AddSingleton<IRecipe>(new StubRecipe { Answer = "space" }) });

        using var response = await host.Client.PostAsync("/api/models/newsgroups/retrain", null, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        var verdict = answer.GetProperty("verdict");
        Assert.Equal((1, true), (verdict.GetProperty("against").GetInt32(), verdict.GetProperty("passed").GetBoolean()));
        Assert.Equal(
            ["accuracy", "macro-f1", "classes", "calibration", "size", "latency"],
            verdict.GetProperty("checks").EnumerateArray().Select(c => c.GetProperty("name").GetString()));

        var manifest = await GetAsync($"/api/models/newsgroups/versions/{answer.GetProperty("version").GetInt32()}");
        Assert.True(JsonElement.DeepEquals(verdict, manifest.GetProperty("verdict")));
        var entries = (await GetAsync("/api/models/newsgroups/ledger")).GetProperty("entries").EnumerateArray();
        Assert.Equal(answer.GetProperty("reason").GetString(), entries.First(e => e.GetProperty("action").GetString() == "verdict").GetProperty("reason").GetString());
    }
}
