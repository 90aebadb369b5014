using System.Net;
using System.Net.Http.Json;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

public sealed class BootstrapperTests : IDisposable
{
    private readonly MemoryObjectStore _store = new();
    private readonly AnnouncementWriter _console = new();

    [Fact(Timeout = 60_000)]
    public async Task On_an_empty_registry_it_trains_publishes_serves_and_says_so()
    {
        await using var factory = Start(Repository.PathOf("data", "newsgroups"));
        using var client = factory.CreateClient();

        var said = await _console.WaitForAsync("curl", TestContext.Current.CancellationToken);

        Assert.Contains("training  newsgroups", said, StringComparison.Ordinal);
        Assert.Contains("newsgroups:1", said, StringComparison.Ordinal);
        Assert.Contains("/api/classify", said, StringComparison.Ordinal);
        Assert.Contains("Maas__Keys__Admin", said, StringComparison.Ordinal);
        using var answer = await client.PostAsJsonAsync("/api/classify", new { text = "hello" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_model_that_is_there_is_served_without_training()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        await registry.MoveAsync("newsgroups", await registry.PublishAsync("newsgroups", "v1"));
        await using var factory = Start(Repository.PathOf("data", "newsgroups"));
        using var client = factory.CreateClient();

        var said = await _console.WaitForAsync("curl", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("training", said, StringComparison.Ordinal);
        Assert.Equal([1], await registry.ListVersionsAsync("newsgroups", TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_dataset_that_is_missing_leaves_the_server_up_and_asking_to_come_back()
    {
        await using var factory = Start("/nowhere/to/be/found");
        using var client = factory.CreateClient();
        await _console.WaitForAsync("training", TestContext.Current.CancellationToken);

        using var answer = await client.PostAsJsonAsync("/api/classify", new { text = "hello" }, TestContext.Current.CancellationToken);

        Assert.Equal("no-model-yet", (await Problem.ReadAsync(answer, HttpStatusCode.ServiceUnavailable)).Type);
        using var live = await client.GetAsync("/api/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    public void Dispose() => _console.Dispose();

    private WebApplicationFactory<Program> Start(string dataset) => new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
    {
        web.UseSetting("Maas:Dataset", dataset);
        web.UseSetting("Maas:Retraining:Recipe", "stub");
        web.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IObjectStore>(_store));
            services.Replace(ServiceDescriptor.Singleton<TextWriter>(_console));
            services.AddSingleton<IModelFormat, StubFormat>();
            services.AddSingleton<IRecipe>(new StubRecipe { Answer = "sci.space" });
        });
    });
}
