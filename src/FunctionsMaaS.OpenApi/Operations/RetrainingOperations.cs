using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Http.Retraining;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class RetrainingOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.Retrain, "Operations", "Retrains a model now, and answers when it is done.")
        {
            Description = "The new version becomes the champion only if it is not worse on held-out texts. A client that stops waiting does not undo it.",
            Answer = ApiBody.Json(
                "RetrainAnswer",
                "How it ended.",
                ("kept", """{"model": "newsgroups", "outcome": "kept", "reason": "The new version is worse.", "version": 4, "champion": 3, "metrics": {"accuracy": 0.84}, "championMetrics": {"accuracy": 0.88}}""")),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.Conflict, ProblemKind.DatasetUnusable, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted],
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(RetrainAnswer)];
}
