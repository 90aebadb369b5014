using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Functions.Tests;

/// <summary>Every function with every kind of key that the Functions host may have let through: level, models and expiry of those known here hold.</summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private readonly MemoryObjectStore _store = new();
    private HttpHost? _host;

    public static TheoryData<string> Routes => [.. RouteOperations.All.Keys];

    public async ValueTask InitializeAsync()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        await registry.MoveAsync(AccessMatrix.OneModel, await registry.PublishAsync(AccessMatrix.OneModel, "v1"));
        _host = await FunctionsHost.StartAsync(new(_store, AccessMatrix.Settings));
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_function_answers_each_key_as_its_level_models_and_expiry_say(string route)
    {
        foreach (var credential in AccessMatrix.Credentials.Values)
            await AccessMatrix.CheckAsync(_host!.Client, RouteOperations.All[route], credential, behindHost: true);
    }
}
