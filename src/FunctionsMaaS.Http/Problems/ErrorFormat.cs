using FunctionsMaaS.Http.Mlflow;
using FunctionsMaaS.Http.OpenInference;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Problems;

/// <summary>How the clients of a protocol read failures. It goes by address, as an address that no route has is answered in it too.</summary>
internal static class ErrorFormat
{
    private static readonly string[] MlflowPaths = [.. MlflowRoutes.All.Select(r => "/" + r.Pattern)];

    /// <summary>Writes the body: <c>{"error"}</c> under <c>/v2</c>, <c>{"error_code", "message"}</c> on MLflow's addresses, else problem+json.</summary>
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v2"))
            return context.Response.WriteAsJsonAsync(new OpenInferenceError(problem.Message), HttpJson.Relaxed.OpenInferenceError, cancellationToken: context.RequestAborted);
        if (MlflowPaths.Contains(path.Value?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
            return context.Response.WriteAsJsonAsync(MlflowError.Of(problem), HttpJson.Relaxed.MlflowError, cancellationToken: context.RequestAborted);
        var body = new ProblemBody(problem.Kind.Type, problem.Kind.Title, (int)problem.Kind.Status, problem.Message);
        return context.Response.WriteAsJsonAsync(body, HttpJson.Relaxed.ProblemBody, "application/problem+json", context.RequestAborted);
    }
}
