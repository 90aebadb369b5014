using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http;

/// <summary>The headers that every answer carries.</summary>
internal static class ResponseHeaders
{
    public static void Apply(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }
}
