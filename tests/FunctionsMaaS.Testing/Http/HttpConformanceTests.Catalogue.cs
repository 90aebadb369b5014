using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Testing.Retraining;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    [Fact]
    public async Task An_empty_catalogue_is_an_empty_list() =>
        Assert.Equal(0, (await GetAsync("/api/models")).GetProperty("models").GetArrayLength());

    [Fact]
    public async Task The_catalogue_names_models_newest_versions_and_aliases()
    {
        await PublishChampionAsync();
        await Registry.PublishAsync("newsgroups", "v2");
        var model = (await GetAsync("/api/models")).GetProperty("models")[0];
        Assert.Equal("newsgroups", model.GetProperty("name").GetString());
        Assert.Equal(2, model.GetProperty("latestVersion").GetInt32());
        Assert.Equal(1, model.GetProperty("aliases").GetProperty("champion").GetInt32());
    }

    [Fact]
    public async Task A_model_lists_its_versions_newest_first_page_by_page()
    {
        for (var i = 1; i <= 5; i++)
            await Registry.PublishAsync("newsgroups", $"v{i}");
        var model = await GetAsync("/api/models/newsgroups?offset=1&limit=2");
        Assert.Equal(5, model.GetProperty("versionCount").GetInt32());
        Assert.Equal([4, 3], model.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_version_shows_its_manifest()
    {
        await PublishChampionAsync();
        var manifest = await GetAsync("/api/models/newsgroups/versions/1");
        Assert.Equal("stub", manifest.GetProperty("recipe").GetString());
        Assert.Equal(["v1", "other"], manifest.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
    }

    [Theory]
    [InlineData("/api/models/nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/models/newsgroups/versions/7", HttpStatusCode.NotFound)]
    [InlineData("/api/models/newsgroups/versions/0", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/newsgroups/versions/two", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/NEWS", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/a%2e%2e", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/newsgroups?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/newsgroups?limit=101", HttpStatusCode.BadRequest)]
    [InlineData("/api/models/newsgroups?offset=-1", HttpStatusCode.BadRequest)]
    public async Task A_name_number_or_page_that_is_not_there_or_not_allowed_is_a_problem(string path, HttpStatusCode status)
    {
        await PublishChampionAsync();
        using var response = await Client.GetAsync(path, Token);
        await Problem.ReadAsync(response, status);
    }

    [Fact]
    public async Task Liveness_needs_no_model_and_readiness_does()
    {
        Assert.Equal("alive", (await GetAsync("/api/health/live")).GetProperty("status").GetString());
        using (var response = await Client.GetAsync("/api/health/ready", Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        await PublishChampionAsync();
        var ready = await GetAsync("/api/health/ready");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal(1, ready.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("""{"version": 0}""", HttpStatusCode.BadRequest, "0")]
    [InlineData("""{"versions": 1}""", HttpStatusCode.BadRequest, "allowed is version")]
    [InlineData("""{"version": 9}""", HttpStatusCode.NotFound, "no version 9")]
    [InlineData("""{"version": 1}""", HttpStatusCode.UnprocessableEntity, "recipe 'stub'")]
    public async Task A_version_that_cannot_be_made_again_is_a_problem(string body, HttpStatusCode status, string said)
    {
        await PublishChampionAsync();
        using var response = await PostAsync("/api/models/newsgroups/retrain", body);
        Assert.Contains(said, (await Problem.ReadAsync(response, status)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_sets_that_are_kept_are_listed()
    {
        await PublishChampionAsync();
        Assert.Equal(0, (await GetAsync("/api/models/newsgroups/datasets")).GetProperty("datasets").GetArrayLength());
        await new DatasetStore(_store, TimeProvider.System).StoreAsync("newsgroups", RetrainerFixture.Make("set", ("a", 2), ("b", 1)), feedback: 1, Token);
        var kept = (await GetAsync("/api/models/newsgroups/datasets")).GetProperty("datasets")[0];
        Assert.Equal((1, 3, 1, 2), (kept.GetProperty("version").GetInt32(), kept.GetProperty("documents").GetInt32(), kept.GetProperty("feedback").GetInt32(), kept.GetProperty("labels").GetProperty("a").GetInt32()));
        using var nobody = await Client.GetAsync("/api/models/nobody/datasets", Token);
        await Problem.ReadAsync(nobody, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_model_without_a_dataset_is_not_retrained()
    {
        using var response = await Client.PostAsync("/api/models/other/retrain", null, Token);
        Assert.Contains("other", (await Problem.ReadAsync(response, HttpStatusCode.NotFound)).Detail, StringComparison.Ordinal);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
