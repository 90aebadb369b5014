using FunctionsMaaS;
using FunctionsMaaS.Data;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The front door: everything a host or a program needs to train, publish and serve.</summary>
public static class FunctionsMaaSServiceCollectionExtensions
{
    /// <summary>Registers all stages, configured by section <c>Maas</c>, with the folder registry unless another package replaces it.</summary>
    public static IServiceCollection AddFunctionsMaaS(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<MaasOptions>(MaasOptions.Section, "Cors", "Cost", "Feedback", "Gate", "Keys", "Limits", "Monitoring", "Registry", "Retraining", "Serving", "Signing");
        services.TryAddSingleton<IDatasetSource>(provider => new FileDatasetSource(DatasetPath.Resolve(provider.GetRequiredService<IOptions<MaasOptions>>().Value.Dataset)));
        return services.AddTraining().AddRegistry().AddServing().AddRetraining().AddMonitoring();
    }
}
