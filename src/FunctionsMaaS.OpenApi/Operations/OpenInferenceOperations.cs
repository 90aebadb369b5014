using FunctionsMaaS.Http;
using FunctionsMaaS.Http.OpenInference;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class OpenInferenceOperations
{
    private const string Tag = "Open Inference Protocol";

    private static readonly ProblemKind[] Readiness =
        [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted, ProblemKind.NoModelYet, ProblemKind.StorageUnavailable];

    private static readonly ApiBody Metadata = ApiBody.Json(
        "ModelMetadata",
        "The model.",
        ("newsgroups", """{"name": "newsgroups", "versions": ["3", "2", "1"], "platform": "functionsmaas_compact", "inputs": [{"name": "text", "datatype": "BYTES", "shape": [-1]}], "outputs": [{"name": "label", "datatype": "BYTES", "shape": [-1]}, {"name": "score", "datatype": "FP32", "shape": [-1]}, {"name": "probabilities", "datatype": "FP32", "shape": [-1, 2]}, {"name": "labels", "datatype": "BYTES", "shape": [2]}]}"""));

    private static readonly ApiBody Ready = ApiBody.Json("ModelReady", "It answers.", ("ready", """{"name": "newsgroups", "ready": true}"""));

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.V2Server, Tag, "Says what this server is.")
        {
            Answer = ApiBody.Json("ServerMetadata", "The server.", ("server", """{"name": "functionsmaas", "version": "0.1.0", "extensions": ["classification", "repository_index"]}""")),
            Errors = ErrorForm.OpenInference,
        },
        new(MaasRoutes.V2Live, Tag, "Says that the server runs.")
        {
            Answer = ApiBody.Json("ServerLive", "It runs.", ("live", """{"live": true}""")),
            Errors = ErrorForm.OpenInference,
        },
        new(MaasRoutes.V2Ready, Tag, "Says whether the default model answers.")
        {
            Answer = ApiBody.Json("ServerReady", "It answers.", ("ready", """{"live": true, "ready": true}""")),
            Problems = Readiness,
            Errors = ErrorForm.OpenInference,
        },
        new(MaasRoutes.V2Model, Tag, "Says what a model's champion takes and gives.") { Answer = Metadata, Problems = Readiness, Errors = ErrorForm.OpenInference },
        new(MaasRoutes.V2ModelVersion, Tag, "Says what a version takes and gives.") { Answer = Metadata, Problems = Readiness, Errors = ErrorForm.OpenInference },
        new(MaasRoutes.V2ModelReady, Tag, "Says whether a model's champion answers.") { Answer = Ready, Problems = Readiness, Errors = ErrorForm.OpenInference },
        new(MaasRoutes.V2ModelVersionReady, Tag, "Says whether a version answers.") { Answer = Ready, Problems = Readiness, Errors = ErrorForm.OpenInference },
        Infer(MaasRoutes.V2Infer, "Classifies with a model's champion, or the alias that `parameters` names."),
        Infer(MaasRoutes.V2InferVersion, "Classifies with a version."),
        new(MaasRoutes.V2RepositoryIndex, Tag, "Lists every version of every model, and whether it is loaded.")
        {
            Request = [ApiBody.Json("RepositoryIndexRequest", "", ("all", "{}"), ("loaded", """{"ready": true}"""))],
            RequestIsOptional = true,
            Answer = ApiBody.Json(
                """{"type": "array", "items": {"$ref": "#/components/schemas/RepositoryEntry"}}""",
                "The versions.",
                ("versions", """[{"name": "newsgroups", "version": "1", "state": "READY", "reason": ""}]""")),
            Problems = [ProblemKind.StorageUnavailable],
            Errors = ErrorForm.OpenInference,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } =
        [typeof(ServerMetadata), typeof(ServerLive), typeof(ServerReady), typeof(ModelMetadata), typeof(ModelReady), typeof(RepositoryEntry), typeof(OpenInferenceError)];

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("InferRequest", """
            {
              "type": "object",
              "description": "One tensor of texts, and what to answer. Members and parameters not named here are let through.",
              "properties": {
                "id": {"type": "string", "description": "Returned as it came."},
                "parameters": {
                  "type": "object",
                  "properties": {
                    "alias": {"type": "string", "description": "The alias to answer, where the address names no version."},
                    "classification": {"type": "integer", "minimum": 1, "description": "Makes `probabilities` that many `score:index:label` strings a text."},
                    "explain": {"type": "boolean", "description": "Adds the output `explanation`."}
                  },
                  "additionalProperties": true
                },
                "inputs": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/components/schemas/InferInput"}},
                "outputs": {"type": "array", "items": {"$ref": "#/components/schemas/InferRequestedOutput"}, "description": "The tensors to answer with, in this order; all but `explanation` if absent or empty."}
              },
              "required": ["inputs"],
              "additionalProperties": true
            }
            """),
        ("InferInput", """
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "description": "Any name; the metadata says `text`."},
                "datatype": {"type": "string", "const": "BYTES"},
                "shape": {"type": "array", "minItems": 1, "maxItems": 16, "items": {"type": "integer", "minimum": 0}, "description": "Any shape; its product is the number of texts."},
                "data": {"type": "array", "items": {"type": ["string", "array"]}, "description": "The texts, flat in row-major order or nested as the shape."},
                "parameters": {"type": "object", "additionalProperties": true, "description": "Binary tensor data is not supported."}
              },
              "required": ["name", "datatype", "shape", "data"],
              "additionalProperties": true
            }
            """),
        ("InferRequestedOutput", """
            {
              "type": "object",
              "properties": {
                "name": {"type": "string", "enum": ["label", "score", "probabilities", "labels", "explanation"]},
                "parameters": {
                  "type": "object",
                  "properties": {"classification": {"type": "integer", "minimum": 1, "description": "Of `probabilities` only: that many `score:index:label` strings a text, highest first."}},
                  "additionalProperties": true
                }
              },
              "required": ["name"],
              "additionalProperties": true
            }
            """),
        ("InferAnswer", """
            {
              "type": "object",
              "properties": {
                "model_name": {"type": "string"},
                "model_version": {"type": "string", "pattern": "^[0-9]+$"},
                "id": {"type": "string", "description": "That of the request, if it had one."},
                "outputs": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/InferOutput"}}
              },
              "required": ["model_name", "model_version", "outputs"]
            }
            """),
        ("InferOutput", """
            {
              "type": "object",
              "description": "`label` BYTES [n], `score` FP32 [n], `probabilities` FP32 [n, classes] in the order of `labels` BYTES [classes], `explanation` BYTES [n] of JSON documents.",
              "properties": {
                "name": {"type": "string", "enum": ["label", "score", "probabilities", "labels", "explanation"]},
                "datatype": {"type": "string", "enum": ["BYTES", "FP32"]},
                "shape": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "integer", "minimum": 1}},
                "data": {"type": "array", "items": {"type": ["string", "number"]}, "description": "Flat, in row-major order."}
              },
              "required": ["name", "datatype", "shape", "data"]
            }
            """),
        ("RepositoryIndexRequest", """
            {
              "type": "object",
              "properties": {"ready": {"type": "boolean", "default": false, "description": "Whether to list only what is loaded."}},
              "additionalProperties": true
            }
            """),
    ];

    private static ApiOperation Infer(string route, string summary) => new(route, Tag, summary)
    {
        Request = [ApiBody.Json(
            "InferRequest",
            "",
            ("batch", """{"id": "42", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["The goalie stopped the puck", "A rocket on its way to the moon"]}]}"""),
            ("classification", """{"inputs": [{"name": "text", "shape": [1, 1], "datatype": "BYTES", "data": [["The goalie stopped the puck"]]}], "outputs": [{"name": "probabilities", "parameters": {"classification": 3}}]}"""))],
        Answer = ApiBody.Json(
            "InferAnswer",
            "The tensors.",
            ("label", """{"model_name": "newsgroups", "model_version": "1", "id": "42", "outputs": [{"name": "label", "datatype": "BYTES", "shape": [1], "data": ["sci.space"]}]}""")),
        Problems = ClassifyOperations.Failures,
        Errors = ErrorForm.OpenInference,
    };
}
