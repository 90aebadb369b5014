using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Limits;

/// <summary>Turns away what is over a limit before anything of it is read: announced bodies, rate and concurrency.</summary>
internal sealed class TrafficMiddleware(RequestDelegate next, Traffic traffic, IOptions<HttpLimitsOptions> options, bool behindHost)
{
    private readonly int _maxBodyBytes = options.Value.MaxBodyBytes;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentLength > _maxBodyBytes)
            throw RequestBody.TooLarge(_maxBodyBytes);
        if (!LimitedBy.Has(context, RouteLimits.Traffic))
            return next(context);
        return traffic.CountsCallers ? RunAsCallerAsync(context) : RunAsync(context);
    }

    private async Task RunAsCallerAsync(HttpContext context)
    {
        using var place = traffic.EnterAsCaller(Sender.Of(context, behindHost));
        await RunAsync(context);
    }

    private async Task RunAsync(HttpContext context)
    {
        using var place = await traffic.EnterAsync(context.RequestAborted);
        await next(context);
    }
}
