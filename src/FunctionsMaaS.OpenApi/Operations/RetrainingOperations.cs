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
            Description = "The new version becomes the champion only if it passes the gate on held-out texts; `verdict` has every check with its figure and limit. A client that stops waiting does not undo it.",
            Answer = ApiBody.Json(
                "RetrainAnswer",
                "How it ended.",
                ("kept", """{"model": "newsgroups", "outcome": "kept", "reason": "Version 4 is refused, and version 3 stays champion: accuracy 0.8400 against 0.8800.", "version": 4, "champion": 3, "metrics": {"accuracy": 0.84}, "championMetrics": {"accuracy": 0.88}, "verdict": {"against": 3, "passed": false, "reason": "accuracy 0.8400 against 0.8800", "checks": [{"name": "accuracy", "passed": false, "value": 0.0004, "limit": 0.05, "reason": "the champion alone is right on 61 texts, the challenger alone on 27: p = 0.0004, so worse, and not by chance"}]}}""")),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.Conflict, ProblemKind.DatasetUnusable, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged],
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(RetrainAnswer)];
}
