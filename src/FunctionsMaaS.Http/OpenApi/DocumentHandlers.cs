using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.OpenApi;

/// <summary><c>GET /api/openapi.json</c>, and the page at <c>/api/docs</c> that shows it. Both are resources of this assembly: nothing is built at run time.</summary>
internal static class DocumentHandlers
{
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task OpenApiAsync(HttpContext context) => WriteAsync(context, "openapi.json", "application/json; charset=utf-8");

    public static Task PageAsync(HttpContext context) => WriteAsync(context, "docs.html", "text/html; charset=utf-8");

    public static Task FileAsync(HttpContext context) => context.Request.RouteValues["file"] switch
    {
        "docs.js" => WriteAsync(context, "docs.js", "text/javascript; charset=utf-8"),
        "docs.css" => WriteAsync(context, "docs.css", "text/css; charset=utf-8"),
        var file => throw new ProblemException(ProblemKind.NotFound, $"'{Printable.Quote((string?)file)}' is not a file of this page; it has docs.js and docs.css."),
    };

    private static async Task WriteAsync(HttpContext context, string name, string contentType)
    {
        await using var resource = typeof(DocumentHandlers).Assembly.GetManifestResourceStream(typeof(DocumentHandlers), name)!;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = resource.Length;
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        await resource.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
