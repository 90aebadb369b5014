using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Playground;

/// <summary>The routes of the page. They need no key: what the page asks the API for does.</summary>
internal static class PageRoutes
{
    /// <summary>The root, spelt so that the Functions host takes it: an empty route never answers there.</summary>
    private const string Root = "{root:maxlength(0)?}";

    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Get(MaasRoutes.ShowPage, Root, AccessLevel.Anonymous, PageHandlers.ShowAsync),
        MaasRoute.Get(MaasRoutes.ShowPageFile, "page/{file}", AccessLevel.Anonymous, PageHandlers.ShowFileAsync),
    ];
}
