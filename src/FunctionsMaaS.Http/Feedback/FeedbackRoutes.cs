using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Feedback;

/// <summary>The route that takes corrections.</summary>
internal static class FeedbackRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<FeedbackHandler>(MaasRoutes.Feedback, "api/feedback", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
    ];
}
