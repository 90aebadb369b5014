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
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, StartRolloutRequest.Read);
        var seen = await SeenAsync(context, name, expected: null);
        await registry.StartRolloutAsync(name, request.Plan with { ExpectedETag = seen?.ETag }, new(Caller.Of(context).Actor, request.Reason), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    public Task FinishAsync(HttpContext context) => EndAsync(context, registry.FinishRolloutAsync);

    public Task AbortAsync(HttpContext context) => EndAsync(context, registry.AbortRolloutAsync);

    private async Task EndAsync(HttpContext context, Func<string, string?, LedgerNote, CancellationToken, Task<ModelRollout>> end)
    {
        var name = ModelsHandlers.RouteName(context);
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, EndRolloutRequest.Read);
        var seen = await SeenAsync(context, name, request.Expected);
        await end(name, seen?.ETag, new(Caller.Of(context).Actor, request.Reason), context.RequestAborted);
        await AnswerAsync(context, name);
    }

    /// <summary>The rollout as it stands, if the client cares how it does and it stands so.</summary>
    private async Task<ModelRollout?> SeenAsync(HttpContext context, string name, int? expected)
    {
        var expectation = Expectation.Of(context.Request, expected);
        if (expectation is { Version: null, ETags: [] })
            return null;
        var now = await registry.FindRolloutAsync(name, context.RequestAborted);
        expectation.Ensure(name, now);
        return now;
    }

    private async Task AnswerAsync(HttpContext context, string name)
    {
        var (answer, etag) = await reader.ReadAsync(name, context.RequestAborted);
        if (etag is not null)
            context.Response.Headers.ETag = Expectation.HeaderOf(etag);
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.RolloutAnswer, cancellationToken: context.RequestAborted);
    }
}
