using FunctionsMaaS;
using FunctionsMaaS.Azure.Data;
using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what lives in Azure.</summary>
public static class AzureServiceCollectionExtensions
{
    /// <summary>
    /// Adds the registry, with Blob Storage among its storages: used when <c>Maas:Registry:BlobServiceUri</c> (with the identity the
    /// process runs as) or else <c>Maas:Registry:ConnectionString</c> is set; otherwise the registry is where it is without this call.
    /// With it come datasets in the same storage account: <c>Maas:Dataset</c> may be <c>blob:CONTAINER/NAME</c>.
    /// </summary>
    /// <param name="services">The services, with <c>AddFunctionsMaaS()</c> called before or after.</param>
    public static IServiceCollection UseBlobRegistry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRegistry();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IObjectStoreFactory, BlobObjectStoreFactory>());
        services.AddOptionsWithValidateOnStart<MaasOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MaasOptions>, BlobDatasetValidator>());
        return services.AddBlobDatasets();
    }

    /// <summary>Puts a source for <c>blob:</c> datasets before the one registered so far, which keeps everything else.</summary>
    private static IServiceCollection AddBlobDatasets(this IServiceCollection services)
    {
        var other = services.LastOrDefault(s => s.ServiceType == typeof(IDatasetSource));
        services.RemoveAll<IDatasetSource>();
        return services.AddSingleton(provider =>
        {
            var dataset = provider.GetRequiredService<IOptions<MaasOptions>>().Value.Dataset;
            return BlobDatasetPlace.TryParse(dataset, out var place) ? new BlobDatasetSource(BlobClients.Open(provider.GetRequiredService<IOptions<RegistryOptions>>().Value), place)
                : other is not null ? Instance(other, provider)
                : new FileDatasetSource(DatasetPath.Resolve(dataset));
        });
    }

    private static IDatasetSource Instance(ServiceDescriptor service, IServiceProvider provider) =>
        (IDatasetSource)(service.ImplementationInstance
            ?? service.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!));
}
