using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.HotReload;

/// <summary>Small real ML.NET models whose labels begin with the number of their version.</summary>
internal static class VersionedModels
{
    public const string Text = "the puck slid past the goalie late in the third period";

    private static readonly (string Label, string Text)[] Examples =
    [
        ("hockey", "the goalie saved the puck in overtime"), ("hockey", "a hat trick in the third period of the playoffs"),
        ("hockey", "he skated past the blue line and scored"), ("space", "the probe entered orbit around the planet"),
        ("space", "launch of the shuttle slipped by a day"), ("space", "the telescope saw a distant galaxy"),
    ];

    public static async Task PublishAsync(IServiceProvider services, string model, int version, CancellationToken cancellationToken)
    {
        var formats = services.GetServices<IModelFormat>();
        var dataset = new Dataset("swapped", [.. Examples.Select(e => new LabeledText { Label = $"v{version}-{e.Label}", Text = e.Text })]);
        var trained = services.GetRequiredService<RecipeCatalog>().Get("sdca").Train(dataset, new(), progress: null, cancellationToken);
        var package = ModelPackages.Create(trained, formats, metrics: null, TimeProvider.System);
        var published = await services.GetRequiredService<ModelRegistry>().PublishAsync(model, package, cancellationToken);
        if (published.Version != version)
            throw new InvalidOperationException($"Version {version} was expected, {published.Version} was published.");
    }
}
