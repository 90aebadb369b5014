using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Lifecycle;
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
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, RolloutRequest.ReadStart);
        await registry.StartRolloutAsync(name, request.Plan, new(Caller.Of(context).Actor, request.Reason), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    public Task FinishAsync(HttpContext context) => EndAsync(context, registry.FinishRolloutAsync);

    public Task AbortAsync(HttpContext context) => EndAsync(context, registry.AbortRolloutAsync);

    private async Task EndAsync(HttpContext context, Func<string, LedgerNote, CancellationToken, Task<ModelRollout>> end)
    {
        var name = ModelsHandlers.RouteName(context);
        var reason = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, RolloutRequest.ReadEnd);
        await end(name, new(Caller.Of(context).Actor, reason), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    private async Task AnswerAsync(HttpContext context, string name)
    {
        var answer = await reader.ReadAsync(name, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.RolloutAnswer, cancellationToken: context.RequestAborted);
    }
}
