using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FunctionsMaaS.Testing.Http;

/// <summary>Every operation of the API's document, in every documented form, with every kind of key.</summary>
public abstract class AccessMatrixTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryObjectStore _store = new();
    private HttpHost? _host;

    public static TheoryData<string> Operations => [.. AccessOperation.Documented.Select(o => o.Name)];

    protected abstract Task<HttpHost> StartAsync(HttpHostSetup setup);

    /// <summary>Whether a host has checked keys of its own before.</summary>
    protected abstract bool IsBehindHost { get; }

    public async ValueTask InitializeAsync()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        int[] versions = [await registry.PublishAsync(AccessMatrix.OneModel, "v1"), await registry.PublishAsync(AccessMatrix.OneModel, "v1")];
        // Two that no alias points to, to archive and to delete.
        foreach (var label in new[] { "v3", "v4" })
            await registry.PublishAsync(AccessMatrix.OneModel, label);
        // There and back, so that each key has something to roll back.
        for (var i = 0; i <= AccessMatrix.Credentials.Count; i++)
            await registry.MoveAsync(AccessMatrix.OneModel, versions[i % 2]);
        // To be started, finished or aborted.
        await registry.MoveAsync(AccessMatrix.OneModel, await registry.PublishAsync(AccessMatrix.OneModel, "v1"), "challenger");
        await registry.StartRolloutAsync(AccessMatrix.OneModel, new(RolloutMode.Canary, 50, "challenger", null), LedgerNote.Local, TestContext.Current.CancellationToken);
        var dataset = _folder.File("posts.jsonl");
        await TrainedModels.WriteDatasetAsync(dataset, TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?>(AccessMatrix.Settings) { ["Maas:Dataset"] = dataset, ["Maas:Retraining:Recipe"] = "stub" };
        _host = await StartAsync(new(_store, settings) { Services = static services => services.AddSingleton<IRecipe>(new StubRecipe { Answer = "space" }) });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_answers_each_key_as_its_level_models_and_expiry_say(string name)
    {
        var operation = AccessOperation.Documented.Single(o => o.Name == name);
        foreach (var credential in AccessMatrix.Credentials.Values)
            await AccessMatrix.CheckAsync(_host!.Client, operation, credential, IsBehindHost);
    }
}
