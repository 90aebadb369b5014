using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Health;

/// <summary><c>GET /api/health/live</c> and <c>/api/health/ready</c>.</summary>
internal sealed class HealthHandlers(PredictionEnginePool<TextInput, TextPrediction> pool, IOptions<MaasOptions> maas)
{
    private readonly ModelReference _default = ModelReference.ToAlias(maas.Value.Model);

    public static Task LiveAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status200OK, new("alive"));

    /// <summary>Ready when the default model answers; it is loaded here if no request or start-up has done it yet.</summary>
    public async Task ReadyAsync(HttpContext context)
    {
        try
        {
            await pool.PreloadAsync(_default, context.RequestAborted);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            context.Response.Headers.RetryAfter = "2";
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, new("unavailable", _default.Name, null, Problems.ProblemMap.Of(error).Message));
            return;
        }

        var loaded = pool.Loaded.FirstOrDefault(l => l.Reference == _default);
        await WriteAsync(
            context,
            StatusCodes.Status200OK,
            new(loaded?.LastFailure is null ? "ready" : "degraded", _default.Name, loaded?.Manifest.Version, Detail(loaded)));
    }

    private static string? Detail(LoadedModel? loaded) =>
        loaded is { IsPackaged: true } ? $"The model in the package answers. {loaded.LastFailure}" : loaded?.LastFailure;

    private static Task WriteAsync(HttpContext context, int status, HealthAnswer answer)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.HealthAnswer, cancellationToken: context.RequestAborted);
    }
}
