using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Http.Retraining;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class RetrainingOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.Retrain, "Operations", "Retrains a model now, or makes a version again, and answers when it is done.")
        {
            Description =
                "The new version becomes the champion only if it passes the gate on held-out texts; `verdict` has every check with its figure and limit. A client that stops waiting does not undo it. " +
                "With `version`, that version is trained again from the training set that is kept of it, and the payloads are compared; nothing is published.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Request = [ApiBody.Json("RetrainRequest", "", ("new", "{}"))],
            RequestIsOptional = true,
            Headers = [new("Prefer", "`respond-async`: answer 202 when it has begun, and do not wait for its end.", """{"type": "string"}""")],
            OtherAnswers = new Dictionary<int, ApiBody> { [202] = ApiBody.Json("RetrainStateAnswer", "It has begun; `Location` tells where to ask how it goes.") },
            Answer = ApiBody.Json(
                "RetrainAnswer",
                "How it ended.",
                ("kept", """{"model": "newsgroups", "outcome": "kept", "reason": "Version 4 is refused, and version 3 stays champion: accuracy 0.8400 against 0.8800.", "version": 4, "champion": 3, "metrics": {"accuracy": 0.84}, "championMetrics": {"accuracy": 0.88}, "verdict": {"against": 3, "passed": false, "reason": "accuracy 0.8400 against 0.8800", "checks": [{"name": "accuracy", "passed": false, "value": 0.0004, "limit": 0.05, "reason": "the champion alone is right on 61 texts, the challenger alone on 27: p = 0.0004, so worse, and not by chance"}]}}""")),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.Conflict, ProblemKind.DatasetUnusable, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted],
        },
        new(MaasRoutes.ShowRetraining, "Operations", "Tells how retraining a model stands: the run that is on, and the last, whichever instance has it.")
        {
            Description = "A run that was not heard of for 90 seconds was interrupted: its process ended. The next run cleans up what it left.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Answer = ApiBody.Json("RetrainStateAnswer", "How it stands."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable],
        },
        new(MaasRoutes.ListDatasets, "Operations", "Lists the training sets that are kept of a model, newest first.")
        {
            Description = "A manifest names the one its version was trained on by `dataset.version` and `dataset.digest`.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Answer = ApiBody.Json("DatasetsAnswer", "The training sets."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable],
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(RetrainAnswer), typeof(RetrainStateAnswer), typeof(DatasetsAnswer)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("RetrainRequest", """
            {
              "type": "object",
              "properties": {
                "version": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "Make this version again, instead of a new one."}
              },
              "additionalProperties": false
            }
            """),
    ];
}
