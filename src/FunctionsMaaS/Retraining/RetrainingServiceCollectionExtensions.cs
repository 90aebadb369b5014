using FunctionsMaaS;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Status;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers retraining.</summary>
public static class RetrainingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="Retrainer"/>; an <see cref="FunctionsMaaS.Data.IDatasetSource"/> is registered by the host.</summary>
    public static IServiceCollection AddRetraining(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<RetrainingOptions>(RetrainingOptions.Section);
        services.AddSection<GateOptions>(GateOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetrainingOptions>, RetrainingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GateOptions>, GateOptionsValidator>());
        services.TryAddSingleton<RetrainingJournal>();
        services.TryAddSingleton<Retrainer>();
        services.TryAddSingleton<Reproducer>();
        return services;
    }
}
