using System.Globalization;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary><c>POST /v2/repository/index</c>: every version of every model, and whether it is loaded.</summary>
internal sealed class RepositoryIndexHandler(
    ModelRegistry registry, PredictionEnginePool<TextInput, TextPrediction> pool, IOptions<HttpLimitsOptions> limits)
{
    private const string NotLoaded = "It is loaded when it is first asked for.";

    public async Task HandleAsync(HttpContext context)
    {
        var onlyReady = await OnlyReadyAsync(context);
        var loaded = pool.Loaded.Select(l => (l.Manifest.Name!, l.Manifest.Version!.Value)).ToHashSet();
        var entries = new List<RepositoryEntry>();
        foreach (var name in (await registry.ListModelsAsync(context.RequestAborted)).Where(Caller.Of(context).Allows))
        {
            foreach (var version in await registry.ListVersionsAsync(name, context.RequestAborted))
            {
                var ready = loaded.Contains((name, version));
                if (ready || !onlyReady)
                    entries.Add(new(name, version.ToString(CultureInfo.InvariantCulture), ready ? "READY" : "UNAVAILABLE", ready ? "" : NotLoaded));
            }
        }

        await context.Response.WriteAsJsonAsync(entries, HttpJson.Relaxed.ListRepositoryEntry, cancellationToken: context.RequestAborted);
    }

    /// <summary>An empty body asks for all.</summary>
    private async ValueTask<bool> OnlyReadyAsync(HttpContext context)
    {
        using var body = context.Request.ContentType is null
            ? await RequestBody.ReadAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted)
            : await RequestBody.ReadJsonAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted);
        if (body.Bytes.IsEmpty)
            return false;
        using var document = JsonBody.ParseObject(body.Memory);
        return JsonBody.OptionalBoolean(document.RootElement, "ready") ?? false;
    }
}
