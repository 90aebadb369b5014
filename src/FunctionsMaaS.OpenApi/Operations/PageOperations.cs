using FunctionsMaaS.Http;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.OpenApi.Operations;

internal static class PageOperations
{
    private const string Tag = "Page";
    private const string Text = """{"type": "string"}""";

    private static readonly Dictionary<int, ApiBody> Unchanged = new() { [304] = ApiBody.None("The client has it: `If-None-Match` names its `ETag`.") };

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(MaasRoutes.ShowPage, Tag, "The page.") { Answer = new("text/html", Text, "The page."), OtherAnswers = Unchanged },
        new(MaasRoutes.ShowPageFile, Tag, "A script, style or picture of the page.")
        {
            PathExamples = new Dictionary<string, string> { ["file"] = "app.js" },
            Answer = new("text/javascript", Text, "The file."),
            AnswerForms = [new("text/css", Text, ""), new("image/svg+xml", Text, "")],
            OtherAnswers = Unchanged,
            Problems = [ProblemKind.NotFound],
        },
    ];
}
