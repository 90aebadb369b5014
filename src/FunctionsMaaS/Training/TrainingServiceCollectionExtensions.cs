using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FunctionsMaaS.Training;
using FunctionsMaaS.Training.Compact;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what trains and loads models.</summary>
public static class TrainingServiceCollectionExtensions
{
    /// <summary>Adds the recipes <c>nb-sdca</c>, <c>complement-nb</c>, <c>naive-bayes</c> and <c>sdca</c>, the payload formats <c>compact-linear</c> and <c>mlnet-zip</c> and the <see cref="RecipeCatalog"/> of all registered recipes. Calling it again changes nothing.</summary>
    /// <remarks>A native build has no ML.NET, which makes code as it runs: no <c>naive-bayes</c>, <c>sdca</c> and <c>mlnet-zip</c>.</remarks>
    public static IServiceCollection AddTraining(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, NbSdcaRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, ComplementNbRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, CompactModelFormat>());
        if (RuntimeFeature.IsDynamicCodeSupported)
            services.AddMlNet();
        services.TryAddSingleton<RecipeCatalog>();
        return services;
    }

    [RequiresDynamicCode("ML.NET makes code as it runs.")]
    private static void AddMlNet(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, NaiveBayesRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecipe, SdcaRecipe>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelFormat, MlNetZipFormat>());
    }
}
