using FunctionsMaaS.Http.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FunctionsMaaS.Http.CrossOrigin;

/// <summary>Lets pages of the configured origins read answers. Where none is configured there is no such middleware, and its library is not loaded.</summary>
internal static class CrossOriginPipeline
{
    public static void UseCrossOrigin(this IApplicationBuilder app) => app.Use(next =>
    {
        var origins = app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value.List;
        return origins.Count == 0 ? next : Middleware(next, origins, app.ApplicationServices.GetRequiredService<ILoggerFactory>());
    });

    private static RequestDelegate Middleware(RequestDelegate next, IReadOnlyList<string> origins, ILoggerFactory loggers)
    {
        var options = Options.Create(new CorsOptions());
        var policy = new CorsPolicyBuilder([.. origins])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow, ModelsHandlers.SignatureHeader, ModelsHandlers.SignatureKeyHeader)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
            .Build();
        var cors = new CorsMiddleware(next, new CorsService(options, loggers), policy, loggers);
        var policies = new DefaultCorsPolicyProvider(options);
        return context => cors.Invoke(context, policies);
    }
}
