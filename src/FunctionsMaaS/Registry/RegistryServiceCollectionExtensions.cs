using FunctionsMaaS.Registry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the registry.</summary>
public static class RegistryServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ModelRegistry"/> and the <see cref="IObjectStore"/> that section <c>Maas:Registry</c> names, which is validated at
    /// start: a folder or memory. Blob Storage comes with <c>UseBlobRegistry()</c> of FunctionsMaaS.Azure. A store registered before is kept.
    /// </summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<RegistryOptions>().BindConfiguration(RegistryOptions.SectionName);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IObjectStoreFactory, LocalObjectStoreFactory>());
        services.TryAddSingleton(provider => Open(provider, provider.GetRequiredService<IOptions<RegistryOptions>>().Value));
        services.AddSigning();
        services.TryAddSingleton<ModelRegistry>();
        services.TryAddSingleton(provider => new FeedbackStore(
            ObjectsIn(provider, options => options.FeedbackContainer), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<FeedbackStore>>()));
        services.TryAddSingleton<FeedbackReview>();
        services.TryAddSingleton(provider => new DatasetStore(
            ObjectsIn(provider, options => options.DatasetContainer), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<DatasetStore>>()));
        return services;
    }

    private static IObjectStore Open(IServiceProvider provider, RegistryOptions options)
    {
        var factory = provider.GetServices<IObjectStoreFactory>().FirstOrDefault(f => f.CanOpen(options.Kind)) ?? throw new InvalidOperationException(
            $"{RegistryOptions.SectionName}:{options.Kind} is set, but this host has no Blob Storage: call UseBlobRegistry() of FunctionsMaaS.Azure.");
        return factory.Open(options);
    }

    /// <summary>A container of its own in Blob Storage; elsewhere the store of the models, whose keys differ.</summary>
    private static IObjectStore ObjectsIn(IServiceProvider provider, Func<RegistryOptions, string> container)
    {
        var options = provider.GetRequiredService<IOptions<RegistryOptions>>().Value;
        return options.HasContainers
            ? Open(provider, options.InContainer(container(options)))
            : provider.GetRequiredService<IObjectStore>();
    }
}
