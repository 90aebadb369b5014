using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FunctionsMaaS.Testing.Serving;

/// <summary>A pool follows the aliases that another process moves, whatever the storage between them.</summary>
public abstract class PoolReloadConformanceTests
{
    private readonly StubFormat _format = new();

    /// <summary>Opens the storage as one more process would.</summary>
    protected abstract IObjectStore Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_champion_moved_by_another_process_answers_after_the_next_refresh()
    {
        var publisher = new ModelRegistry(Open(), TimeProvider.System);
        await publisher.MoveAsync("m", await publisher.PublishAsync("m", "v1"));
        await using var services = Serve();
        var pool = services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();
        var classifier = services.GetRequiredService<TextClassifier>();
        var champion = ModelReference.ToAlias("m");
        Assert.Equal("v1", (await classifier.ClassifyAsync(champion, ["text"], 1, false, Token)).Results[0].Label);

        await publisher.MoveAsync("m", await publisher.PublishAsync("m", "v2"));
        await pool.RefreshAsync(Token);

        Assert.Equal("v2", (await classifier.ClassifyAsync(champion, ["text"], 1, false, Token)).Results[0].Label);
        Assert.Equal(1, _format.Alive);
    }

    [Fact]
    public async Task An_alias_that_did_not_move_is_recognised_by_its_ETag_and_nothing_is_loaded()
    {
        var publisher = new ModelRegistry(Open(), TimeProvider.System);
        await publisher.MoveAsync("m", await publisher.PublishAsync("m", "v1"));
        await using var services = Serve();
        var pool = services.GetRequiredService<PredictionEnginePool<TextInput, TextPrediction>>();
        await pool.PreloadAsync(ModelReference.ToAlias("m"), Token);

        await pool.RefreshAsync(Token);
        await pool.RefreshAsync(Token);

        Assert.Equal(1, _format.Loads);
        Assert.Null(Assert.Single(pool.Loaded).LastFailure);
    }

    private ServiceProvider Serve() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton(Open())
        .AddSingleton<IModelFormat>(_format)
        .AddRegistry()
        .AddServing()
        .BuildServiceProvider();
}
