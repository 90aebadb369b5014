using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class OpenApiDocumentOperations
{
    private const string Tag = "Documentation";

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.OpenApi, Tag, "This document.") { Answer = ApiBody.Json("""{"type": "object", "additionalProperties": true}""", "OpenAPI 3.1.") },
        new(MaasRoutes.Docs, Tag, "A page that shows this document.") { Answer = new("text/html", """{"type": "string"}""", "The page.") },
        new(MaasRoutes.DocsFile, Tag, "The script and the style of that page.")
        {
            PathExamples = new Dictionary<string, string> { ["file"] = "docs.js" },
            Answer = new("text/javascript", """{"type": "string"}""", "The file."),
            AnswerForms = [new("text/css", """{"type": "string"}""", "")],
            Problems = [ProblemKind.NotFound],
        },
    ];
}
