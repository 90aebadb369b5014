using FunctionsMaaS.Http.Classify;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary><c>GET /ping</c>, <c>/health</c> and <c>/version</c>, whose answers MLflow's clients read as text.</summary>
internal sealed class PingHandlers(CallerModels models)
{
    public async Task PingAsync(HttpContext context)
    {
        await models.PreloadDefaultAsync(context.RequestAborted);
        await WriteAsync(context, "\n");
    }

    public static Task VersionAsync(HttpContext context) => WriteAsync(context, ProductVersion.Text);

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
