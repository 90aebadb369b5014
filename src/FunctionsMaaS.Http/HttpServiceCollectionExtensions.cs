using FunctionsMaaS;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Hosting;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.Retraining;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the HTTP side of the service, for both hosts.</summary>
public static class HttpServiceCollectionExtensions
{
    /// <summary>Registers handlers, limits and keys.</summary>
    public static IServiceCollection AddMaasHttp(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<HttpLimitsOptions>(HttpLimitsOptions.Section);
        services.AddSection<KeysOptions>(KeysOptions.Section);
        services.AddSingleton<ClassifyHandler>();
        services.AddSingleton<ModelsHandlers>();
        services.AddSingleton<HealthHandlers>();
        services.AddSingleton<RetrainHandler>();
        services.AddSingleton<StatsHandler>();
        services.AddSingleton<MetricsHandler>();
        services.AddSingleton<EndpointDispatcher>();
        services.AddHostedService<ModelRefresher>();
        services.AddHostedService<StatsKeeper>();
        return services;
    }
}
