using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Playground;

/// <summary><c>GET /</c> and <c>/page/{file}</c>: the page to try the service on. It holds no data; what it shows it asks the API for.</summary>
internal static class PageHandlers
{
    /// <summary>Nothing but the page's own files and the API of the same origin: no inline script or style, no other site, no frame around it.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static Task ShowAsync(HttpContext context) => WriteAsync(context, PageFiles.Find(PageFiles.Document)!);

    public static Task ShowFileAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["file"]!;
        return name != PageFiles.Document && PageFiles.Find(name) is { } file
            ? WriteAsync(context, file)
            : throw new ProblemException(ProblemKind.NotFound, $"'{Printable.Quote(name)}' is no file of the page.");
    }

    private static Task WriteAsync(HttpContext context, PageFile file)
    {
        var compressed = TakesBrotli(context.Request);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Always asked about again and mostly answered 304, so that all files are of the same build.
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Encoding";
        if (compressed)
            headers.ContentEncoding = "br";
        return TypedResults.Bytes(compressed ? file.Brotli : file.Bytes, file.ContentType, entityTag: file.ETag(compressed)).ExecuteAsync(context);
    }

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && encoding.Quality is null or > 0);
}
