using FunctionsMaaS;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what serves models.</summary>
public static class ServingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="TextClassifier"/> with rollouts, and the pool behind it; options are section <c>Maas:Serving</c>.</summary>
    public static IServiceCollection AddServing(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddPool<TextInput, TextPrediction>();
        services.TryAddSingleton<IModelLoader<TextInput, TextPrediction>, TextModelLoader>();
        services.TryAddSingleton<TextClassifier>();
        services.TryAddSingleton<RolloutWatch>();
        services.TryAddSingleton<ShadowScorer>();
        services.TryAddSingleton<RolloutClassifier>();
        return services;
    }

    /// <summary>
    /// Registers a <see cref="PredictionEnginePool{TData, TPrediction}"/> that serves ML.NET models of the registry through classes of
    /// your own, as <c>Microsoft.Extensions.ML</c> does.
    /// </summary>
    /// <typeparam name="TData">The input class: properties named, or attributed with, the model's input columns.</typeparam>
    /// <typeparam name="TPrediction">The output class: properties named, or attributed with, the model's output columns.</typeparam>
    public static IServiceCollection AddPredictionEnginePool<TData, TPrediction>(this IServiceCollection services)
        where TData : class, new()
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddPool<TData, TPrediction>();
        services.TryAddSingleton<IModelLoader<TData, TPrediction>, MlNetModelLoader<TData, TPrediction>>();
        return services;
    }

    private static void AddPool<TData, TPrediction>(this IServiceCollection services)
    {
        services.AddSection<ServingOptions>(ServingOptions.Section);
        services.AddSigning();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ServingOptions>, PackagedModelValidator>());
        services.TryAddSingleton<PackagedModel>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PredictionEnginePool<TData, TPrediction>>();
    }
}
