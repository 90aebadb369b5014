using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.OpenApi;

/// <summary>The routes that describe the others. What they say is no secret: it is the same for every installation of this version.</summary>
internal static class OpenApiRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get(MaasRoutes.OpenApi, "api/openapi.json", AccessLevel.Anonymous, DocumentHandlers.OpenApiAsync),
        MaasRoute.Get(MaasRoutes.Docs, "api/docs", AccessLevel.Anonymous, DocumentHandlers.PageAsync),
        MaasRoute.Get(MaasRoutes.DocsFile, "api/docs/{file}", AccessLevel.Anonymous, DocumentHandlers.FileAsync),
    ];
}
