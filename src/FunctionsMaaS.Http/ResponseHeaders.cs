using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http;

/// <summary>
/// The headers that every answer carries: not cached, not guessed at, not framed, nothing run in it, and no
/// address, which may have a key in it, sent on. A page that needs more than an answer does replaces the policy by its own.
/// </summary>
internal static class ResponseHeaders
{
    public static void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
