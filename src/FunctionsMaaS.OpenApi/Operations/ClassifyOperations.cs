using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class ClassifyOperations
{
    /// <summary>How a request that classifies can fail, whatever its protocol.</summary>
    public static IReadOnlyList<ProblemKind> Failures { get; } =
        [ProblemKind.InvalidText, ProblemKind.ModelNotFound, ProblemKind.TooBusy, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted, ProblemKind.NoModelYet, ProblemKind.StorageUnavailable];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.Classify, "Classify", "Classifies a text or a batch of texts.")
        {
            Description = "All texts of a batch are answered by the same version, in their order.",
            Request = [ApiBody.Json(
                "ClassifyRequest",
                "",
                ("text", """{"text": "The shuttle reached orbit after a flawless launch", "top": 3}"""),
                ("texts", """{"texts": ["The goalie stopped the puck", "A rocket on its way to the moon"], "model": "newsgroups", "alias": "champion", "top": 1}"""),
                ("explain", """{"text": "The goalie stopped the puck", "version": 1, "explain": true}"""))],
            Answer = ApiBody.Json(
                """{"oneOf": [{"$ref": "#/components/schemas/ClassifyAnswer"}, {"$ref": "#/components/schemas/ClassifyBatchAnswer"}]}""",
                "For `text` its answer, for `texts` one answer each.",
                ("text", """{"model": "newsgroups", "version": 1, "label": "sci.space", "score": 0.9995, "scores": [{"label": "sci.space", "score": 0.9995}]}"""),
                ("texts", """{"model": "newsgroups", "version": 1, "results": [{"label": "rec.sport.hockey", "score": 0.98, "scores": [{"label": "rec.sport.hockey", "score": 0.98}]}]}""")),
            IsAboutModel = true,
            Problems = Failures,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(ClassifyAnswer), typeof(ClassifyBatchAnswer)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("ClassifyRequest", """
            {
              "type": "object",
              "description": "What to classify: `text` or `texts`, not both. No other member is allowed.",
              "properties": {
                "text": {"type": "string", "minLength": 1, "description": "One text; not blank, without NUL."},
                "texts": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}, "description": "Several texts."},
                "model": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "description": "The model; the server's default model if absent."},
                "version": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "A version; not together with `alias`."},
                "alias": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$", "default": "champion", "description": "The alias of a version."},
                "top": {"type": "integer", "minimum": 1, "maximum": 2147483647, "description": "How many classes to name a text; all if absent."},
                "explain": {"type": "boolean", "default": false, "description": "Whether to say which places of the text counted, and by how much."}
              },
              "oneOf": [{"required": ["text"]}, {"required": ["texts"]}],
              "additionalProperties": false
            }
            """),
    ];
}
