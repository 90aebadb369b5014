using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Cards;

namespace FunctionsMaaS.Http.Models;

/// <summary>The routes of the catalogue.</summary>
internal static class ModelsRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get<ModelsHandlers>(MaasRoutes.ListModels, "api/models", AccessLevel.Function, static (handlers, context) => handlers.ListAsync(context)),
        MaasRoute.Get<ModelsHandlers>(MaasRoutes.ShowModel, "api/models/{name}", AccessLevel.Function, static (handlers, context) => handlers.ShowAsync(context)),
        MaasRoute.Get<ModelsHandlers>(MaasRoutes.ShowVersion, "api/models/{name}/versions/{version}", AccessLevel.Function, static (handlers, context) => handlers.ShowVersionAsync(context)),
        MaasRoute.Get<CardHandler>(MaasRoutes.ShowCard, "api/models/{name}/versions/{version}/card", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
    ];
}
