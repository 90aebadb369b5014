using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsMaaS.Http.Problems;

/// <summary>Answers every failure, thrown or left as a bare status, in the format of its protocol.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            context.Abort();
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            var problem = ProblemMap.Of(error);
            context.Features.Set(problem.Kind);
            var endpoint = context.GetEndpoint()?.DisplayName ?? "(no endpoint)";
            if (problem.Kind.Status == HttpStatusCode.InternalServerError)
                logger.RequestFailed(problem.Kind == ProblemKind.Internal ? new UnforeseenException(error) : error, context.Request.Method, endpoint);
            else if (problem.Kind.Status == HttpStatusCode.ServiceUnavailable)
                logger.RequestNotServed(context.Request.Method, endpoint, problem.Message);
            await WriteAsync(context, problem);
        }
    }

    private static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        ResponseHeaders.Apply(context.Response);
        context.Response.StatusCode = (int)problem.Kind.Status;
        if (problem.RetryAfter is { } delay)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (problem.Kind.Status == HttpStatusCode.Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"functionsmaas\"";
        await ErrorFormat.WriteAsync(context, problem);
    }
}

/// <summary>A problem as RFC 9457 writes it.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail);
