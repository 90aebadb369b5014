using FunctionsMaaS.Data;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench;

/// <summary>Trains and opens models as the product does.</summary>
internal static class BenchModels
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddTraining().BuildServiceProvider();

    public static IReadOnlyList<IModelFormat> Formats => [.. Services.GetServices<IModelFormat>()];

    public static ModelPackage Train(string recipe, Dataset dataset) => ModelPackages.Create(
        Services.GetRequiredService<RecipeCatalog>().Get(recipe).Train(dataset, new(), progress: null, CancellationToken.None), Formats, metrics: null, TimeProvider.System);
}
