using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class ModelsOperations
{
    private static readonly ProblemKind[] Failures = [ProblemKind.InvalidRequest, ProblemKind.ModelNotFound, ProblemKind.StorageUnavailable, ProblemKind.ModelDamaged, ProblemKind.ModelUntrusted];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.ListModels, "Models", "Lists the models.")
        {
            Answer = ApiBody.Json("ModelList", "The catalogue.", ("models", """{"models": [{"name": "newsgroups", "latestVersion": 3, "aliases": {"champion": 3}}]}""")),
            Problems = [ProblemKind.StorageUnavailable],
        },
        new(MaasRoutes.ShowModel, "Models", "Shows a model and its versions, newest first.")
        {
            Query =
            [
                new("offset", "How many versions to leave out.", """{"type": "integer", "minimum": 0, "maximum": 2147483647, "default": 0}"""),
                new("archived", "Whether archived versions are shown too.", """{"type": "boolean", "default": false}"""),
                new("limit", "How many versions to show.", """{"type": "integer", "minimum": 1, "maximum": 100, "default": 20}"""),
            ],
            Answer = ApiBody.Json("ModelDetails", "The model."),
            Problems = Failures,
        },
        new(MaasRoutes.ShowVersion, "Models", "Shows the manifest of a version.")
        {
            Description =
                "The header `x-maas-signature` says whether it is signed: `unsigned`, `trusted`, `unknown` (of a key that the service does not trust) or `invalid`; " +
                "`x-maas-signature-key` has the fingerprint of the key. A version that is not signed by a trusted key is shown, but where keys are trusted it is not used.",
            Answer = ApiBody.Json("ModelManifest", "The manifest, byte for byte as it is stored."),
            Problems = Failures,
        },
        new(MaasRoutes.ShowCard, "Models", "Shows the model card of a version.")
        {
            Description = "What it is, what it was trained on, how well it does by label and group, its verdict, and its limits, all from its manifest. HTML for browsers, by `Accept` or `format`.",
            Query = [new("format", "The format, whatever the headers accept.", """{"type": "string", "enum": ["markdown", "html"]}""")],
            Answer = new("text/markdown", """{"type": "string"}""", "The card."),
            AnswerForms = [new("text/html", """{"type": "string"}""", "")],
            Problems = Failures,
        },
    ];

    public static IReadOnlyList<Type> Types { get; } = [typeof(ModelList), typeof(ModelDetails)];
}
