using System.Text.Json;
using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Testing.Models;

/// <summary>Publishes small real models that tell <c>hockey</c> from <c>space</c>.</summary>
public static class TrainedModels
{
    /// <summary>What they learn from.</summary>
    private static IReadOnlyList<LabeledText> Posts { get; } =
    [
        .. new (string Label, string Text)[]
        {
            ("hockey", "the goalie stopped a puck"), ("hockey", "a puck on ice"), ("hockey", "the goalie won"),
            ("space", "launch to orbit"), ("space", "orbit of the moon"), ("space", "a rocket launch"),
        }.Select(p => new LabeledText { Label = p.Label, Text = p.Text }),
    ];

    /// <summary>Writes a dataset of such texts that is large enough to hold some out.</summary>
    public static Task WriteDatasetAsync(string path, CancellationToken cancellationToken) => File.WriteAllLinesAsync(
        path, Enumerable.Range(1, 10).SelectMany(i => Posts.Select(p => JsonSerializer.Serialize(new { label = p.Label, text = $"{p.Text}, says post {i}" }))), cancellationToken);

    /// <summary>Trains, publishes the next version and makes it the champion.</summary>
    public static async Task PublishTrainedAsync(this ModelRegistry registry, string name, string recipe, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddTraining().BuildServiceProvider();
        var trained = services.GetRequiredService<RecipeCatalog>().Get(recipe).Train(new("posts", [.. Posts]), new(), progress: null, cancellationToken);
        var package = ModelPackages.Create(trained, services.GetServices<IModelFormat>(), metrics: null, TimeProvider.System);
        var published = await registry.PublishAsync(name, package, cancellationToken);
        var current = await registry.FindAliasAsync(name, ModelReference.Champion, cancellationToken);
        await registry.MoveAliasAsync(name, ModelReference.Champion, published.Version!.Value, current?.ETag, cancellationToken);
    }
}
