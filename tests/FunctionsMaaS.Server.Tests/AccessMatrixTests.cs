using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Testing.Http;
using FunctionsMaaS.Testing.Models;
using Xunit;

namespace FunctionsMaaS.Server.Tests;

/// <summary>Every route with every kind of key.</summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private readonly MemoryObjectStore _store = new();
    private ServerHost? _host;

    public static TheoryData<string> Routes => [.. RouteOperations.All.Keys];

    public async ValueTask InitializeAsync()
    {
        var registry = new ModelRegistry(_store, TimeProvider.System);
        await registry.MoveAsync(AccessMatrix.OneModel, await registry.PublishAsync(AccessMatrix.OneModel, "v1"));
        _host = new(new(_store, AccessMatrix.Settings));
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_answers_each_key_as_its_level_models_and_expiry_say(string route)
    {
        foreach (var credential in AccessMatrix.Credentials.Values)
            await AccessMatrix.CheckAsync(_host!.Client, RouteOperations.All[route], credential, behindHost: false);
    }

    [Fact]
    public void The_matrix_has_every_route_and_a_key_of_every_level() =>
        Assert.Equal(
            (Http.MaasRoutes.Table.Count, 3),
            (RouteOperations.All.Count, AccessMatrix.Credentials.Values.Select(c => c.Level).Distinct().Count()));
}
