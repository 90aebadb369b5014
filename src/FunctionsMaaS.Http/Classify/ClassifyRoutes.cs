using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Classify;

/// <summary>The route that classifies.</summary>
internal static class ClassifyRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<ClassifyHandler>(MaasRoutes.Classify, "api/classify", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
    ];
}
