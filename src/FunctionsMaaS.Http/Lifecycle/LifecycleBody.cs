using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary>Reads the body of a request that changes something, which some of these requests need not have.</summary>
internal static class LifecycleBody
{
    /// <exception cref="ProblemException">It is too large, no JSON by its content type, or not what <paramref name="read"/> takes.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, int maxBytes, Func<ReadOnlyMemory<byte>, T> read)
    {
        // Without a content type there may be no body.
        using var body = context.Request.ContentType is null && context.Request.ContentLength is null or 0
            ? await RequestBody.ReadAsync(context.Request, maxBytes, context.RequestAborted)
            : await RequestBody.ReadJsonAsync(context.Request, maxBytes, context.RequestAborted);
        return read(body.Memory);
    }
}
