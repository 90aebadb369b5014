using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Retraining;

/// <summary><c>GET /api/models/{name}/datasets</c>: the training sets that are kept, newest first.</summary>
internal sealed class DatasetsHandler(DatasetStore datasets, ModelRegistry registry)
{
    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var kept = await datasets.ListAsync(name, context.RequestAborted);
        if (kept.Count == 0)
            _ = await registry.ListVersionsAsync(name, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new DatasetsAnswer(name, kept), HttpJson.Relaxed.DatasetsAnswer, cancellationToken: context.RequestAborted);
    }
}
