using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Http.Rollouts;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class RolloutOperations
{
    private const string Running =
        """{"model": "newsgroups", "state": "running", "champion": 3, "mode": "canary", "version": 4, "alias": "challenger", "percent": 5, "started": "2026-01-31T23:59:00+00:00", "changed": "2026-01-31T23:59:00+00:00", "since": "2026-01-31T23:59:00+00:00", "instances": 2, "arms": {"champion": {"requests": 1900, "errors": 0, "milliseconds": {"p50": 0.11, "p95": 0.3, "p99": 0.5}}, "candidate": {"requests": 100, "errors": 0, "milliseconds": {"p50": 0.12, "p95": 0.3, "p99": 0.6}}}}""";

    private static readonly string Reason =
        $$"""{"type": "string", "maxLength": {{LedgerNote.MaxReasonLength}}, "description": "Why, in one line, for the ledger."}""";

    private static readonly Dictionary<string, string> Path = new() { ["name"] = "newsgroups" };

    private static readonly ApiParameter[] Headers =
        [new("If-Match", "An ETag of the rollout from an earlier answer, in quotes: refused with 412 if it has another by now.", """{"type": "string"}""")];

    private static readonly ProblemKind[] Failures =
        [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.Conflict, ProblemKind.VersionConflict, ProblemKind.NotAsExpected, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.ShowRollout, "Models", "Shows the last rollout of a model, canary or shadow, and what it did on all instances.")
        {
            PathExamples = Path,
            Answer = ApiBody.Json("RolloutAnswer", "The rollout; `state` is `none` if there never was one.", ("running", Running)),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted],
        },
        new(MaasRoutes.StartRollout, "Models", "Starts a rollout, or changes mode and share of the one that runs.")
        {
            Description =
                "A canary answers its share of the requests that ask for the champion. A shadow answers none: it scores its share after the champion did, and the two are compared. " +
                "Requests with the same `x-maas-request-key` go the same way on every instance; without one, the same texts do. A candidate that fails is replaced by the champion. While one runs, a rollout of another version is refused with 409.",
            PathExamples = Path,
            Headers = Headers,
            Request = [ApiBody.Json("StartRolloutRequest", "What to try.", ("canary", """{"percent": 5}"""), ("shadow", """{"mode": "shadow", "percent": 100, "alias": "challenger", "reason": "Before the holidays"}"""))],
            Answer = ApiBody.Json("RolloutAnswer", "The rollout.", ("running", Running)),
            Problems = Failures,
        },
        new(MaasRoutes.FinishRollout, "Models", "Makes the candidate the champion, and ends the rollout.")
        {
            Description = "Send `expected` or `If-Match` to be sure that it is the version you watched. A rollout that an interruption left `finishing` is completed by asking again.",
            PathExamples = Path,
            Headers = Headers,
            Request = [ApiBody.Json("EndRolloutRequest", "Why.", ("finish", """{"reason": "As good for a week"}"""))],
            RequestIsOptional = true,
            Answer = ApiBody.Json("RolloutAnswer", "The rollout."),
            Problems = Failures,
        },
        new(MaasRoutes.AbortRollout, "Models", "Ends the rollout; the champion stays.")
        {
            PathExamples = Path,
            Headers = Headers,
            Request = [ApiBody.Json("EndRolloutRequest", "Why.", ("abort", """{"reason": "Wrong on invoices"}"""))],
            RequestIsOptional = true,
            Answer = ApiBody.Json("RolloutAnswer", "The rollout."),
            Problems = Failures,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(RolloutAnswer)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("StartRolloutRequest",
            $$"""
            {
              "type": "object",
              "properties": {
                "mode": {"type": "string", "enum": ["canary", "shadow"], "default": "canary"},
                "percent": {"type": "number", "exclusiveMinimum": 0, "maximum": 100, "description": "The share of the requests that ask for the champion."},
                "alias": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "default": "challenger", "description": "The alias whose version is tried, as it stands now."},
                "version": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "The version to try, instead of an alias."},
                "reason": {{Reason}}
              },
              "required": ["percent"],
              "additionalProperties": false
            }
            """),
        ("EndRolloutRequest",
            $$"""
            {
              "type": "object",
              "properties": {
                "expected": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "The version that must be the one on trial; 412 otherwise."},
                "reason": {{Reason}}
              },
              "additionalProperties": false
            }
            """),
    ];
}
