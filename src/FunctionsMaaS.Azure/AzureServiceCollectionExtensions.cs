using FunctionsMaaS.Azure.Registry;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what lives in Azure.</summary>
public static class AzureServiceCollectionExtensions
{
    /// <summary>
    /// Adds the registry, with Blob Storage among its storages: used when <c>Maas:Registry:BlobServiceUri</c> (with the identity the
    /// process runs as) or else <c>Maas:Registry:ConnectionString</c> is set; otherwise the registry is where it is without this call.
    /// </summary>
    public static IServiceCollection UseBlobRegistry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRegistry();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IObjectStoreFactory, BlobObjectStoreFactory>());
        return services;
    }
}
