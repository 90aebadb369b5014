using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http.Contract;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Server.Tests.OpenApi;

/// <summary>The server with keys, a small real model and its dataset, and the contract that it serves itself.</summary>
public sealed class ContractHost : IAsyncLifetime
{
    public const string FunctionKey = "function-key-of-this-test";
    public const string AdminKey = "admin-key-of-this-test";

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryObjectStore _store = new();
    private ServerHost? _host;

    public HttpClient Client => _host!.Client;

    public ApiContract Contract { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var dataset = _folder.File("posts.jsonl");
        await TrainedModels.WriteDatasetAsync(dataset, CancellationToken.None);
        // Two, so that there is one to roll back to.
        var registry = new ModelRegistry(_store, TimeProvider.System);
        for (var i = 0; i < 2; i++)
            await registry.PublishTrainedAsync("newsgroups", "nb-sdca", CancellationToken.None);
        // And two that no alias points to, to archive and to delete.
        var package = await registry.OpenAsync("newsgroups", 2);
        for (var i = 0; i < 2; i++)
            await registry.PublishAsync("newsgroups", package);
        _host = new(new(_store, new Dictionary<string, string?>
        {
            ["Maas:Keys:Admin"] = AdminKey,
            ["Maas:Keys:Function"] = FunctionKey,
            ["Maas:Dataset"] = dataset,
            ["Maas:Limits:MaxBodyBytes"] = "8192",
            ["Maas:Limits:MaxTextLength"] = "500",
            ["Maas:Limits:MaxBatch"] = "4",
        }));
        Contract = ApiContract.Parse(await Client.GetByteArrayAsync("/api/openapi.json"));
    }

    /// <summary>Sees to a version to try and, for what ends a rollout, to one that runs, whatever was done before.</summary>
    public async Task PrepareAsync(string operationId, CancellationToken cancellationToken)
    {
        if (operationId is not ("StartRollout" or "FinishRollout" or "AbortRollout"))
            return;
        var registry = new ModelRegistry(_store, TimeProvider.System);
        if (await registry.FindRolloutAsync("newsgroups", cancellationToken) is { IsActive: true })
            await registry.AbortRolloutAsync("newsgroups", null, LedgerNote.Local, cancellationToken);
        var champion = (await registry.FindAliasAsync("newsgroups", ModelReference.Champion, cancellationToken))!.Version;
        await registry.MoveAsync("newsgroups", champion == 1 ? 2 : 1, "challenger");
        if (operationId != "StartRollout")
            await registry.StartRolloutAsync("newsgroups", new(RolloutMode.Canary, 5, "challenger", null), LedgerNote.Local, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Dispose();
    }
}
