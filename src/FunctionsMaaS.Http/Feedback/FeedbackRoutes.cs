using FunctionsMaaS.Http.Access;

namespace FunctionsMaaS.Http.Feedback;

/// <summary>The routes that take corrections, show who sent them, and remove them.</summary>
internal static class FeedbackRoutes
{
    public static IReadOnlyList<MaasRoute> All { get; } =
    [
        MaasRoute.Post<FeedbackHandler>(MaasRoutes.Feedback, "api/feedback", AccessLevel.Function, static (handler, context) => handler.HandleAsync(context)),
        MaasRoute.Get<FeedbackReviewHandlers>(MaasRoutes.ShowFeedback, "api/models/{name}/feedback", AccessLevel.Admin, static (handlers, context) => handlers.ShowAsync(context)),
        MaasRoute.Delete<FeedbackReviewHandlers>(MaasRoutes.RemoveFeedback, "api/models/{name}/feedback", AccessLevel.Admin, static (handlers, context) => handlers.RemoveAsync(context)),
    ];
}
