using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace FunctionsMaaS.Http;

/// <summary>The route behind all others: says 405 where another method would have been served, else 404.</summary>
internal static class Fallback
{
    public static Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        string[] methods =
        [
            .. MaasRoutes.Table.Where(r => Matches(r.Pattern, path)).SelectMany(r => r.Methods).Distinct().Order(StringComparer.Ordinal),
        ];
        if (methods.Length == 0)
            throw new ProblemException(ProblemKind.NotFound, $"'{Printable.Quote(path)}' is no address of this service.");
        context.Response.Headers.Allow = string.Join(", ", methods);
        throw new ProblemException(
            ProblemKind.MethodNotAllowed, $"{Printable.Quote(context.Request.Method)} is not allowed on '{Printable.Quote(path)}'; allowed: {string.Join(", ", methods)}.");
    }

    private static bool Matches(string pattern, PathString path) =>
        new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []);
}
