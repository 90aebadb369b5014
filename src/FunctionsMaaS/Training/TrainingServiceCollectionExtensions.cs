using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what trains and loads models.</summary>
public static class TrainingServiceCollectionExtensions
{
    /// <summary>Adds the recipes <c>nb-sdca</c>, <c>complement-nb</c>, <c>naive-bayes</c> and <c>sdca</c>, the payload formats <c>compact-linear</c> and <c>mlnet-zip</c> and the <see cref="RecipeCatalog"/> of all registered recipes. Calling it again changes nothing.</summary>
    public static IServiceCollection AddTraining(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, NaiveBayesRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, SdcaRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, NbSdcaRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, ComplementNbRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, CompactModelFormat>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, MlNetZipFormat>());
        services.TryAddSingleton<RecipeCatalog>();
        return services;
    }
}
