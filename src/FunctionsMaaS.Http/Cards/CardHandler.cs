using System.Text;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FunctionsMaaS.Http.Cards;

/// <summary><c>GET /api/models/{name}/versions/{version}/card</c>: the model card, as Markdown or HTML.</summary>
internal sealed class CardHandler(ModelRegistry registry)
{
    private const string Html = "text/html";

    public async Task HandleAsync(HttpContext context)
    {
        var (name, version) = (ModelsHandlers.RouteName(context), ModelsHandlers.RouteVersion(context));
        var isHtml = WantsHtml(context.Request);
        var manifest = await registry.GetManifestAsync(name, version, context.RequestAborted);
        var card = ModelCard.Of(manifest, $"{name}:{version}");
        context.Response.Headers.Vary = "Accept";
        if (isHtml)
            context.Response.Headers.ContentSecurityPolicy = HtmlCard.ContentSecurityPolicy;
        context.Response.ContentType = $"{(isHtml ? Html : "text/markdown")}; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(isHtml ? HtmlCard.Write(card) : MarkdownCard.Write(card)), context.RequestAborted);
    }

    /// <summary>What <c>?format=</c> says; else HTML if it is accepted by name and Markdown not before it, as browsers do.</summary>
    private static bool WantsHtml(HttpRequest request) => request.Query["format"] switch
    {
        [] => Quality(request, Html) is > 0 and var html && html >= (Quality(request, "text/markdown") ?? 0),
        ["markdown"] => false,
        ["html"] => true,
        StringValues format => throw new ProblemException(ProblemKind.InvalidRequest, $"'format' is '{Printable.Quote(format.ToString())}'; allowed are markdown and html."),
    };

    private static double? Quality(HttpRequest request, string mediaType) => request.GetTypedHeaders().Accept
        .Where(accepted => accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(accepted => (double?)(accepted.Quality ?? 1)).FirstOrDefault();
}
