using FunctionsMaaS;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Hosting;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.OpenInference;
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
        services.AddSingleton<ClassifyService>();
        services.AddSingleton<ClassifyHandler>();
        services.AddSingleton<ModelsHandlers>();
        services.AddSingleton<HealthHandlers>();
        services.AddSingleton<RetrainHandler>();
        services.AddSingleton<MetadataHandlers>();
        services.AddSingleton<InferHandler>();
        services.AddSingleton<RepositoryIndexHandler>();
        services.AddSingleton<InvocationsHandler>();
        services.AddSingleton<PingHandlers>();
        services.AddSingleton<EndpointDispatcher>();
        services.AddHostedService<ModelRefresher>();
        return services;
    }
}
