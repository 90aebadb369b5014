using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining.Status;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Retraining;

/// <summary><c>GET /api/models/{name}/retrain</c>: the run that is on, and the last, whichever instance has it.</summary>
internal sealed class RetrainStateHandler(RetrainingJournal journal, ModelRegistry registry)
{
    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var state = await journal.ReadAsync(name, context.RequestAborted);
        if (state == RetrainingState.None)
            _ = await registry.ListVersionsAsync(name, context.RequestAborted);
        await WriteAsync(context, name, state);
    }

    /// <summary>Answers that a run has begun, and where to learn how it goes.</summary>
    public async Task AcceptAsync(HttpContext context, string name)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"/api/models/{name}/retrain";
        context.Response.Headers["Preference-Applied"] = RetrainHandler.RespondAsync;
        await WriteAsync(context, name, await journal.ReadAsync(name, context.RequestAborted));
    }

    private static Task WriteAsync(HttpContext context, string name, RetrainingState state) =>
        context.Response.WriteAsJsonAsync(RetrainStateAnswer.Of(name, state), HttpJson.Relaxed.RetrainStateAnswer, cancellationToken: context.RequestAborted);
}
