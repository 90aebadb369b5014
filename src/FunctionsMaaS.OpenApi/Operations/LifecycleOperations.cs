using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class LifecycleOperations
{
    private const string Expected = """{"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "Refuse with 412 unless the alias points to this version now."}""";
    private const string Moved = """{"model": "newsgroups", "alias": "champion", "version": 3, "from": 4, "moved": "2026-01-31T23:59:00+00:00", "sequence": 12}""";

    private static readonly string Reason =
        $$"""{"type": "string", "maxLength": {{LedgerNote.MaxReasonLength}}, "description": "Why, in one line, for the ledger."}""";

    private static readonly ApiParameter[] Headers =
        [new("If-Match", "An ETag of the alias from an earlier answer, in quotes: refused with 412 if it has another by now.", """{"type": "string"}""")];

    private const string Annotated = """{"description": "Trained on tickets of the help desk", "tags": {"team": "help-desk", "trial": null}}""";

    private const string Merge = "What is absent stays, and null removes, as in a JSON Merge Patch.";

    private static readonly string AnnotationMembers =
        $$"""
        "description": {"type": ["string", "null"], "maxLength": {{ModelAnnotations.MaxDescriptionLength}}, "description": "A few sentences."},
        "tags": {
          "type": "object",
          "maxProperties": {{ModelAnnotations.MaxTags}},
          "propertyNames": {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
          "additionalProperties": {"type": ["string", "null"], "minLength": 1, "maxLength": {{ModelAnnotations.MaxValueLength}}},
          "description": "Names and what they say."
        }
        """;

    private static readonly ProblemKind[] Failures =
        [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.Conflict, ProblemKind.VersionConflict, ProblemKind.NotAsExpected, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.MoveAlias, "Models", "Points an alias to a version.")
        {
            Description =
                "The version is read whole and verified first. The answer has the alias's `ETag`; sent back in `If-Match`, or with `expected`, the alias " +
                "moves only if nobody else moved it: otherwise 412. Running services follow within seconds.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups", ["alias"] = "champion" },
            Headers = Headers,
            Request = [ApiBody.Json("MoveAliasRequest", "Where to, and why.", ("move", """{"version": 1, "reason": "Fewer wrong answers on tickets in French"}"""))],
            Answer = ApiBody.Json("AliasAnswer", "Where it is now.", ("moved", Moved)),
            Problems = Failures,
        },
        new(MaasRoutes.Rollback, "Models", "Points an alias to the version it had before.")
        {
            Description = "Called again, it goes one further back. Without a body it takes the champion back.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Headers = Headers,
            Request = [ApiBody.Json("RollbackRequest", "Which alias, and why.", ("rollback", """{"reason": "Version 4 takes invoices for complaints"}"""))],
            RequestIsOptional = true,
            Answer = ApiBody.Json("AliasAnswer", "Where it is now.", ("moved", Moved)),
            Problems = Failures,
        },
        new(MaasRoutes.ShowLedger, "Models", "Tells who published, moved and judged what, when and why; or which version answered at a time.")
        {
            Description = "An entry is written before what it tells of and stays, with `applied` false, where that was interrupted or somebody else was faster.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Query =
            [
                new("offset", "How many entries to leave out.", """{"type": "integer", "minimum": 0, "maximum": 2147483647, "default": 0}"""),
                new("limit", "How many entries to show.", """{"type": "integer", "minimum": 1, "maximum": 100, "default": 20}"""),
                new("at", "A time: the answer has the one move by which the alias stood where it did then, and its `to` is the version.", """{"type": "string", "format": "date-time"}"""),
                new("alias", "The alias that `at` asks about.", """{"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "default": "champion"}"""),
            ],
            Answer = ApiBody.Json("LedgerAnswer", "The entries, newest first."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted],
        },
        new(MaasRoutes.AnnotateModel, "Models", "Changes the description and the tags of a model.")
        {
            Description = Merge,
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups" },
            Request = [ApiBody.Json("AnnotateModelRequest", "What changes.", ("annotate", Annotated))],
            Answer = ApiBody.Json("AnnotationsAnswer", "What is said of it now."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged],
        },
        new(MaasRoutes.AnnotateVersion, "Models", "Changes the description and the tags of a version, or archives it.")
        {
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups", ["version"] = "3" },
            Description = Merge + " An archived version is listed only where `archived` asks for it, and no alias may point to it: 409 while one does.",
            Request = [ApiBody.Json("AnnotateVersionRequest", "What changes.", ("annotate", Annotated), ("archive", """{"archived": true}"""))],
            Answer = ApiBody.Json("AnnotationsAnswer", "What is said of it now."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.VersionConflict, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged],
        },
        new(MaasRoutes.DeleteVersion, "Models", "Deletes a version for good.")
        {
            Description =
                "Refused with 409 while an alias points to it. Its number is never used again; asking for it later is answered with 404, which says when it " +
                "was deleted and by whom, and deleting it again with the same answer. Running services that have it loaded let go of it within seconds.",
            PathExamples = new Dictionary<string, string> { ["name"] = "newsgroups", ["version"] = "4" },
            Request = [ApiBody.Json("DeleteVersionRequest", "Why.", ("delete", """{"reason": "Trained on texts that were not ours"}"""))],
            RequestIsOptional = true,
            Answer = ApiBody.Json("DeletionAnswer", "That it was deleted."),
            Problems = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.VersionConflict, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged],
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(AliasAnswer), typeof(LedgerAnswer), typeof(AnnotationsAnswer), typeof(DeletionAnswer)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("MoveAliasRequest",
            $$"""
            {
              "type": "object",
              "properties": {
                "version": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "The version to point to."},
                "expected": {{Expected}},
                "reason": {{Reason}}
              },
              "required": ["version"],
              "additionalProperties": false
            }
            """),
        ("AnnotateModelRequest", $$"""{"type": "object", "properties": { {{AnnotationMembers}} }, "additionalProperties": false}"""),
        ("AnnotateVersionRequest",
            $$"""
            {
              "type": "object",
              "properties": { {{AnnotationMembers}}, "archived": {"type": "boolean", "description": "Whether it is to be archived."} },
              "additionalProperties": false
            }
            """),
        ("DeleteVersionRequest", $$"""{"type": "object", "properties": {"reason": {{Reason}}}, "additionalProperties": false}"""),
        ("RollbackRequest",
            $$"""
            {
              "type": "object",
              "properties": {
                "alias": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "default": "champion", "description": "The alias to take back."},
                "expected": {{Expected}},
                "reason": {{Reason}}
              },
              "additionalProperties": false
            }
            """),
    ];
}
