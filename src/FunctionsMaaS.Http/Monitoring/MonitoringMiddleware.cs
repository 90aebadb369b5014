using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Monitoring;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace FunctionsMaaS.Http.Monitoring;

/// <summary>Counts every request of either host, from before its key is looked at until its answer is written.</summary>
internal sealed class MonitoringMiddleware(RequestDelegate next, ServiceMonitor monitor)
{
    private const string OtherMethod = "_OTHER";

    /// <summary>What a client's own closing of the connection is counted as, after nginx.</summary>
    private const int ClientGone = 499;

    private static readonly HashSet<string> Methods =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    public async Task InvokeAsync(HttpContext context)
    {
        var request = monitor.Begin();
        var body = new CountedResponseBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        using var activity = RequestActivity.Start(MethodOf(context), RouteOf(context));
        var failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            var ended = EndedRequestOf(context, request, body, failed);
            RequestActivity.End(activity, ended);
            monitor.End(request, ended);
        }
    }

    private static EndedRequest EndedRequestOf(HttpContext context, MonitoredRequest request, CountedResponseBody body, bool failed)
    {
        var gone = context.RequestAborted.IsCancellationRequested;
        var status = gone ? ClientGone : failed ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;
        var problem = gone ? "client-gone" : (context.Features.Get<ProblemKind>() ?? (failed ? ProblemKind.Internal : null))?.Name;
        return new(
            MethodOf(context),
            RouteOf(context),
            status,
            problem,
            Caller.Of(context).KeyId,
            request.BytesIn ?? context.Request.ContentLength,
            HttpMethods.IsHead(context.Request.Method) ? 0 : body.Bytes);
    }

    private static string MethodOf(HttpContext context) => Methods.TryGetValue(context.Request.Method, out var known) ? known : OtherMethod;

    /// <summary>The pattern, never the path: that is the client's text.</summary>
    private static string? RouteOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<RequiredAccess>() is not null ? endpoint.RoutePattern.RawText : null;
}
