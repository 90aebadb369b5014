using FunctionsMaaS;
using FunctionsMaaS.Packaging.Signatures;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the keys that sign and verify.</summary>
public static class SigningServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ManifestTrust"/>; options are section <c>Maas:Signing</c>.</summary>
    public static IServiceCollection AddSigning(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<SigningOptions>(SigningOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SigningOptions>, SigningOptionsValidator>());
        services.TryAddSingleton<ManifestTrust>();
        return services;
    }
}
