using FunctionsMaaS;
using FunctionsMaaS.Monitoring;
using FunctionsMaaS.Monitoring.Cost;
using FunctionsMaaS.Monitoring.Stats;
using FunctionsMaaS.Monitoring.Usage;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Serving;
using FunctionsMaaS.Serving.Rollouts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what counts.</summary>
public static class MonitoringServiceCollectionExtensions
{
    /// <summary>Registers counting; options are sections <c>Maas:Monitoring</c> and <c>Maas:Cost</c>.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<MonitoringOptions>(MonitoringOptions.Section);
        services.AddSection<CostOptions>(CostOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MonitoringOptions>, MonitoringOptionsValidator>());
        services.TryAddSingleton<UsageBook>();
        services.TryAddSingleton<MaasMetrics>();
        services.TryAddSingleton<MaasGauges>();
        services.TryAddSingleton<StalenessWatch>();
        services.TryAddSingleton<StatsStorage>();
        services.TryAddSingleton<StatsWriter>();
        services.TryAddSingleton<StatsReader>();
        services.TryAddSingleton<ServiceMonitor>();
        services.TryAddSingleton<IServingObserver>(static provider => provider.GetRequiredService<ServiceMonitor>());
        services.TryAddSingleton<IRolloutObserver>(static provider => provider.GetRequiredService<ServiceMonitor>());
        services.TryAddSingleton<IRetrainingObserver>(static provider => provider.GetRequiredService<ServiceMonitor>());
        return services;
    }
}
