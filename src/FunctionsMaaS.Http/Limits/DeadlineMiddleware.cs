using System.Globalization;
using FunctionsMaaS.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Limits;

/// <summary>Ends requests that take longer than <see cref="HttpLimitsOptions.RequestTimeout"/>: their token fires as if the client had gone, and the client is told.</summary>
internal sealed class DeadlineMiddleware(RequestDelegate next, IOptions<HttpLimitsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = options.Value.RequestTimeout;

    public Task InvokeAsync(HttpContext context) => LimitedBy.Has(context, RouteLimits.Time) ? RunAsync(context) : next(context);

    private async Task RunAsync(HttpContext context)
    {
        var client = context.RequestAborted;
        using var deadline = new CancellationTokenSource(_timeout, time);
        await using var gone = client.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        context.RequestAborted = deadline.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested && !client.IsCancellationRequested)
        {
            throw Problem(error);
        }
        finally
        {
            context.RequestAborted = client;
        }
    }

    private ProblemException Problem(OperationCanceledException error)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"{_timeout.TotalSeconds:0.###} s");
        return error is BodyNotReceivedException
            ? new(ProblemKind.BodyTooSlow, $"The body had not come within {limit}, which is the limit of a request.")
            : new(ProblemKind.TimedOut, $"The request was not done within {limit}, which is the limit; it was given up.", Soon);
    }
}

/// <summary>The request ended, by the client or its deadline, before its body was there.</summary>
internal sealed class BodyNotReceivedException(OperationCanceledException cause) : OperationCanceledException(cause.Message, cause, cause.CancellationToken);
