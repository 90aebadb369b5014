using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Http;

/// <summary>The route behind all others: says 405 where another method would have been served, else 404.</summary>
internal static class Fallback
{
    public static Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path;
        string[] methods =
        [
            .. MaasRoutes.Table.Where(r => Matches(r.Pattern, context)).SelectMany(r => r.Methods).Distinct().Order(StringComparer.Ordinal),
        ];
        if (methods.Length == 0)
            throw new ProblemException(ProblemKind.NotFound, $"'{Printable.Quote(path)}' is no address of this service.");
        context.Response.Headers.Allow = string.Join(", ", methods);
        throw new ProblemException(
            ProblemKind.MethodNotAllowed, $"{Printable.Quote(context.Request.Method)} is not allowed on '{Printable.Quote(path)}'; allowed: {string.Join(", ", methods)}.");
    }

    private static bool Matches(string pattern, HttpContext context)
    {
        var template = TemplateParser.Parse(pattern);
        var values = new RouteValueDictionary();
        return new TemplateMatcher(template, []).TryMatch(context.Request.Path, values) && template.Parameters.All(parameter => Allows(parameter, values, context));
    }

    private static bool Allows(TemplatePart parameter, RouteValueDictionary values, HttpContext context)
    {
        if (!values.ContainsKey(parameter.Name!))
            return true;
        var resolver = context.RequestServices.GetRequiredService<IInlineConstraintResolver>();
        return parameter.InlineConstraints.All(inline => resolver.ResolveConstraint(inline.Constraint)!
            .Match(context, route: null, parameter.Name!, values, RouteDirection.IncomingRequest));
    }
}
