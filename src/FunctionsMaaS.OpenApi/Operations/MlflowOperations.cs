using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class MlflowOperations
{
    private const string Tag = "MLflow";

    private static readonly ApiBody Healthy = new("text/plain", """{"type": "string"}""", "It answers; the body is a line break.", ("healthy", "\n"));

    private static readonly ProblemKind[] Unhealthy = [ProblemKind.ModelNotFound, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted, ProblemKind.NoModelYet, ProblemKind.StorageUnavailable];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.Invocations, Tag, "Classifies the rows of a table.")
        {
            Description = "Exactly one of the four forms. Of a table with several columns, `text` is read. A prediction is the label; with `params.top_k` it is a list of labels with scores.",
            Request =
            [
                ApiBody.Json(
                    "InvocationsRequest",
                    "",
                    ("inputs", """{"inputs": ["The goalie stopped the puck", "A rocket on its way to the moon"]}"""),
                    ("instances", """{"instances": [{"text": "The goalie stopped the puck"}]}"""),
                    ("dataframe_split", """{"dataframe_split": {"columns": ["id", "text"], "index": [0], "data": [[7, "The goalie stopped the puck"]]}}"""),
                    ("dataframe_records", """{"dataframe_records": [{"id": 7, "text": "The goalie stopped the puck"}], "params": {"top_k": 2}}""")),
                new("text/csv", """{"type": "string"}""", "", ("table", "id,text\n7,The goalie stopped the puck\n")),
            ],
            Answer = ApiBody.Json("InvocationsAnswer", "A prediction a row, in their order.", ("labels", """{"predictions": ["rec.sport.hockey", "sci.space"]}""")),
            IsAboutModel = true,
            Problems = ClassifyOperations.Failures,
            Errors = ErrorForm.Mlflow,
        },
        new(MaasRoutes.MlflowPing, Tag, "Says whether the default model answers.") { Answer = Healthy, Problems = Unhealthy, Errors = ErrorForm.Mlflow },
        new(MaasRoutes.MlflowHealth, Tag, "The same as `/ping`.") { Answer = Healthy, Problems = Unhealthy, Errors = ErrorForm.Mlflow },
        new(MaasRoutes.MlflowVersion, Tag, "The version of this server, as a text.")
        {
            Answer = new("text/plain", """{"type": "string", "pattern": "^[0-9]+[.][0-9]+[.][0-9]+$"}""", "The version.", ("version", "0.1.0")),
            Errors = ErrorForm.Mlflow,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(MlflowError)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("InvocationsRequest", """
            {
              "type": "object",
              "description": "Exactly one of `inputs`, `instances`, `dataframe_split` and `dataframe_records`. Members and params not named here are let through, as MLflow does.",
              "properties": {
                "inputs": {"type": ["string", "array", "object"], "description": "A text; a list of texts, of rows or of records; or columns by name."},
                "instances": {"type": "array", "minItems": 1, "description": "A list of texts, of rows or of records."},
                "dataframe_split": {
                  "type": "object",
                  "properties": {
                    "columns": {"type": "array", "items": {"type": "string"}},
                    "index": {"type": "array"},
                    "data": {"type": "array", "minItems": 1, "items": {"type": "array"}}
                  },
                  "required": ["data"],
                  "additionalProperties": true
                },
                "dataframe_records": {"type": "array", "minItems": 1, "items": {"type": "object", "additionalProperties": true}},
                "params": {
                  "type": ["object", "null"],
                  "properties": {
                    "model": {"type": "string", "description": "The model; the server's default model if absent."},
                    "version": {"type": "integer", "minimum": 1, "description": "A version; not together with `alias`."},
                    "alias": {"type": "string", "default": "champion", "description": "The alias of a version."},
                    "top_k": {"type": "integer", "minimum": 1, "description": "How many labels with their scores to give a text."}
                  },
                  "additionalProperties": true
                }
              },
              "oneOf": [{"required": ["inputs"]}, {"required": ["instances"]}, {"required": ["dataframe_split"]}, {"required": ["dataframe_records"]}],
              "additionalProperties": true
            }
            """),
        ("InvocationsAnswer", """
            {
              "type": "object",
              "properties": {
                "predictions": {
                  "type": "array",
                  "minItems": 1,
                  "items": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/LabelScore"}}]}
                }
              },
              "required": ["predictions"]
            }
            """),
    ];
}
