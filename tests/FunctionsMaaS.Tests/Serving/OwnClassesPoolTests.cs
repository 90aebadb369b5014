using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace FunctionsMaaS.Tests.Serving;

/// <summary><c>AddPredictionEnginePool</c> with classes of a user's own, on a real ML.NET model.</summary>
public sealed class OwnClassesPoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_served_through_the_users_own_classes()
    {
        await using var services = await BuildAsync<Post, Guess>();
        using var lease = await services.GetRequiredService<PredictionEnginePool<Post, Guess>>().RentAsync(ModelReference.ToVersion("posts", 1), Token);
        Assert.Equal("hockey", lease.Predict(new Post { Text = "the goalie stopped the puck" }).PredictedLabel);
        Assert.Equal("space", lease.Predict(new Post { Text = "launch into orbit" }).PredictedLabel);
    }

    [Fact]
    public async Task Classes_that_do_not_fit_the_model_are_refused_when_it_is_loaded()
    {
        await using var services = await BuildAsync<Stranger, Guess>();
        var pool = services.GetRequiredService<PredictionEnginePool<Stranger, Guess>>();
        var error = await Assert.ThrowsAsync<ModelPackageException>(() => pool.PreloadAsync(ModelReference.ToVersion("posts", 1), Token));
        Assert.Contains(nameof(Stranger), error.Message, StringComparison.Ordinal);
    }

    private static async Task<ServiceProvider> BuildAsync<TData, TPrediction>()
        where TData : class, new()
        where TPrediction : class, new()
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IObjectStore, MemoryObjectStore>()
            .AddFunctionsMaaS()
            .AddPredictionEnginePool<TData, TPrediction>()
            .BuildServiceProvider();
        (string Label, string Text)[] posts =
            [("hockey", "the goalie stopped a puck"), ("hockey", "puck and ice"), ("hockey", "the goalie won"), ("space", "launch to orbit"), ("space", "orbit of the moon"), ("space", "a rocket launch")];
        var dataset = new Dataset("posts", [.. posts.Select(p => new LabeledText { Label = p.Label, Text = p.Text })]);
        var trained = services.GetRequiredService<RecipeCatalog>().Get("sdca").Train(dataset, new(), progress: null, Token);
        var package = ModelPackages.Create(trained, services.GetServices<IModelFormat>(), metrics: null, TimeProvider.System);
        await services.GetRequiredService<ModelRegistry>().PublishAsync("posts", package, Token);
        return services;
    }

    public sealed class Post
    {
        public string Text { get; set; } = "";
    }

    public sealed class Stranger
    {
        public float Temperature { get; set; }
    }

    public sealed class Guess
    {
        public string PredictedLabel { get; set; } = "";
    }
}
