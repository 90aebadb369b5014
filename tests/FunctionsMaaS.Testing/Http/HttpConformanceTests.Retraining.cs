using System.Net;
using System.Text.Json;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

public abstract partial class HttpConformanceTests
{
    private const string RetrainPath = "/api/models/newsgroups/retrain";

    [Fact]
    public async Task Before_the_first_run_retraining_is_idle_and_of_no_model_it_is_not_found()
    {
        await PublishChampionAsync();
        var state = await GetAsync(RetrainPath);
        Assert.Equal("idle", state.GetProperty("state").GetString());
        Assert.False(state.TryGetProperty("last", out _));
        using var nobody = await Client.GetAsync("/api/models/nobody/retrain", Token);
        await Problem.ReadAsync(nobody, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_run_that_its_client_does_not_wait_for_is_accepted_and_anybody_learns_how_it_goes()
    {
        using var folder = new TemporaryFolder();
        using var goOn = new SemaphoreSlim(0);
        await TrainedModels.WriteDatasetAsync(folder.File("posts.jsonl"), Token);
        await using var host = await StartAsync(RetrainingSetup(folder, new StubRecipe { Answer = "space", During = () => goOn.Wait(Token) }));
        using (var accepted = await RetrainAsync(host))
        {
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            Assert.Equal(RetrainPath, accepted.Headers.Location!.OriginalString);
            Assert.Equal("respond-async", Assert.Single(accepted.Headers.GetValues("Preference-Applied")));
            Assert.Equal("running", (await AcceptedAsync(accepted)).GetProperty("state").GetString());
        }

        // Another instance, on the same storage.
        var running = await GetAsync(RetrainPath);
        Assert.Equal(("running", "boss"), (running.GetProperty("state").GetString(), running.GetProperty("current").GetProperty("startedBy").GetString()));
        using (var second = await RetrainAsync(host))
            await Problem.ReadAsync(second, HttpStatusCode.Conflict);

        goOn.Release();
        var last = (await IdleAsync()).GetProperty("last");
        Assert.Equal(("promoted", 1), (last.GetProperty("outcome").GetString(), last.GetProperty("version").GetInt32()));
        Assert.True(last.TryGetProperty("ended", out _));
    }

    [Fact]
    public async Task A_run_that_has_nothing_to_do_is_answered_at_once_however_it_was_asked_for()
    {
        using var folder = new TemporaryFolder();
        await TrainedModels.WriteDatasetAsync(folder.File("posts.jsonl"), Token);
        await using var host = await StartAsync(RetrainingSetup(folder, new StubRecipe { Answer = "space" }));
        var trained = await ChangeAsync(host, HttpMethod.Post, RetrainPath, null);
        Assert.Equal("promoted", trained.GetProperty("outcome").GetString());
        var again = await ChangeAsync(host, HttpMethod.Post, RetrainPath, """{"version": 1}""");
        Assert.Equal(("reproduced", 1), (again.GetProperty("outcome").GetString(), again.GetProperty("version").GetInt32()));
        Assert.Equal("up-to-date", (await ChangeAsync(host, HttpMethod.Post, RetrainPath, "{}")).GetProperty("outcome").GetString());
    }

    private HttpHostSetup RetrainingSetup(TemporaryFolder folder, StubRecipe recipe) => new(_store, new Dictionary<string, string?>
    {
        ["Maas:Dataset"] = folder.File("posts.jsonl"),
        ["Maas:Retraining:Recipe"] = "stub",
        [$"Maas:Keys:Hashed:{Boss.Id}"] = Boss.Setting,
    })
    {
        Services = services => services.AddSingleton<IRecipe>(recipe),
    };

    private static async Task<HttpResponseMessage> RetrainAsync(HttpHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RetrainPath);
        request.Headers.Add("x-functions-key", Boss.Key);
        request.Headers.Add("Prefer", "respond-async, wait=1");
        return await host.Client.SendAsync(request, Token);
    }

    private async Task<JsonElement> IdleAsync()
    {
        while (true)
        {
            var state = await GetAsync(RetrainPath);
            if (state.GetProperty("state").ValueEquals("idle"))
                return state;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }
    }
}
