using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Limits;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary>The routes of the Open Inference Protocol, version 2.</summary>
internal static class OpenInferenceRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get(MaasRoutes.V2Server, "v2", AccessLevel.Function, MetadataHandlers.ServerAsync),
        MaasRoute.Get(MaasRoutes.V2Live, "v2/health/live", AccessLevel.Anonymous, MetadataHandlers.LiveAsync) with { Limits = RouteLimits.None },
        MaasRoute.Get<MetadataHandlers>(MaasRoutes.V2Ready, "v2/health/ready", AccessLevel.Anonymous, static (handlers, context) => handlers.ReadyAsync(context))
            with { Limits = RouteLimits.None },
        MaasRoute.Get<MetadataHandlers>(MaasRoutes.V2Model, "v2/models/{name}", AccessLevel.Function, static (handlers, context) => handlers.ModelAsync(context)),
        MaasRoute.Get<MetadataHandlers>(MaasRoutes.V2ModelReady, "v2/models/{name}/ready", AccessLevel.Function, static (handlers, context) => handlers.ModelReadyAsync(context)),
        MaasRoute.Get<MetadataHandlers>(MaasRoutes.V2ModelVersion, "v2/models/{name}/versions/{version}", AccessLevel.Function, static (handlers, context) => handlers.ModelAsync(context)),
        MaasRoute.Get<MetadataHandlers>(MaasRoutes.V2ModelVersionReady, "v2/models/{name}/versions/{version}/ready", AccessLevel.Function, static (handlers, context) => handlers.ModelReadyAsync(context)),
        MaasRoute.Post<InferHandler>(MaasRoutes.V2Infer, "v2/models/{name}/infer", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Post<InferHandler>(MaasRoutes.V2InferVersion, "v2/models/{name}/versions/{version}/infer", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Post<RepositoryIndexHandler>(MaasRoutes.V2RepositoryIndex, "v2/repository/index", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
    ];
}
