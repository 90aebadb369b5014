using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Rollouts;

/// <summary><c>GET</c> and <c>PUT /api/models/{name}/rollout</c>, <c>POST .../rollout/finish</c> and <c>.../rollout/abort</c>.</summary>
internal sealed class RolloutHandlers(ModelRegistry registry, RolloutReader reader, IOptions<HttpLimitsOptions> limits)
{
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, ModelsHandlers.RouteName(context));

    public async Task StartAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        using var body = await RequestBody.ReadJsonAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted);
        var request = RolloutRequest.ReadStart(body.Memory);
        await registry.StartRolloutAsync(name, request.Plan, new(Caller.Of(context).Actor, request.Reason), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    public Task FinishAsync(HttpContext context) => EndAsync(context, registry.FinishRolloutAsync);

    public Task AbortAsync(HttpContext context) => EndAsync(context, registry.AbortRolloutAsync);

    private async Task EndAsync(HttpContext context, Func<string, LedgerNote, CancellationToken, Task<ModelRollout>> end)
    {
        var name = ModelsHandlers.RouteName(context);
        // Without a content type there may be no body, which these requests need not have.
        using var body = context.Request.ContentType is null && context.Request.ContentLength is null or 0
            ? await RequestBody.ReadAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted)
            : await RequestBody.ReadJsonAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted);
        await end(name, new(Caller.Of(context).Actor, RolloutRequest.ReadEnd(body.Memory)), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    private async Task AnswerAsync(HttpContext context, string name)
    {
        var answer = await reader.ReadAsync(name, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.RolloutAnswer, cancellationToken: context.RequestAborted);
    }
}
