using FunctionsMaaS;
using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Cards;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.CrossOrigin;
using FunctionsMaaS.Http.Feedback;
using FunctionsMaaS.Http.Health;
using FunctionsMaaS.Http.Hosting;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Limits;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Monitoring;
using FunctionsMaaS.Http.OpenInference;
using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Http.Rollouts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the HTTP side of the service, for both hosts.</summary>
public static class HttpServiceCollectionExtensions
{
    /// <summary>Registers handlers, limits and keys.</summary>
    public static IServiceCollection AddMaasHttp(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSection<HttpLimitsOptions>(HttpLimitsOptions.Section);
        services.AddAccess();
        services.AddSection<CrossOriginOptions>(CrossOriginOptions.Section);
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        services.AddSection<FeedbackOptions>(FeedbackOptions.Section);
        services.AddSingleton<Traffic>();
        services.AddSingleton<CallerModels>();
        services.AddSingleton<ClassifyHandler>();
        services.AddSingleton<FeedbackHandler>();
        services.AddSingleton<FeedbackReviewHandlers>();
        services.AddSingleton<ModelsHandlers>();
        services.AddSingleton<CardHandler>();
        services.AddSingleton<AliasHandlers>();
        services.AddSingleton<AnnotationHandlers>();
        services.AddSingleton<DeleteHandler>();
        services.AddSingleton<LedgerHandler>();
        services.AddSingleton<RolloutReader>();
        services.AddSingleton<RolloutHandlers>();
        services.AddSingleton<HealthHandlers>();
        services.AddSingleton<RetrainHandler>();
        services.AddSingleton<RetrainStateHandler>();
        services.AddSingleton<BackgroundRetraining>();
        services.AddSingleton<DatasetsHandler>();
        services.AddSingleton<StatsHandler>();
        services.AddSingleton<MetricsHandler>();
        services.AddSingleton<MetadataHandlers>();
        services.AddSingleton<InferHandler>();
        services.AddSingleton<RepositoryIndexHandler>();
        services.AddSingleton<InvocationsHandler>();
        services.AddSingleton<PingHandlers>();
        services.AddSingleton<EndpointDispatcher>();
        services.AddHostedService<ModelRefresher>();
        services.AddHostedService<StatsKeeper>();
        return services;
    }

    private static void AddAccess(this IServiceCollection services)
    {
        services.AddSection<KeysOptions>(KeysOptions.Section);
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton(provider => new AdminAccess(provider.GetRequiredService<IServer>(), provider.GetRequiredService<KeyRing>()));
    }
}
