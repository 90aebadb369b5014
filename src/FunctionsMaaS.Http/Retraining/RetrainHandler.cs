using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Retraining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Retraining;

/// <summary>
/// <c>POST /api/models/{name}/retrain</c>: retrains, or makes a version again, and answers when it is done; with
/// <c>Prefer: respond-async</c> (RFC 7240) it answers when it has begun.
/// </summary>
internal sealed class RetrainHandler(
    Retrainer retrainer,
    Reproducer reproducer,
    BackgroundRetraining background,
    RetrainStateHandler state,
    IOptions<MaasOptions> maas,
    IOptions<HttpLimitsOptions> limits,
    IHostApplicationLifetime lifetime)
{
    public const string RespondAsync = "respond-async";

    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var request = await ReadAsync(context.Request, context.RequestAborted);
        // The work is the service's, not the client's: one who stops waiting does not undo it.
        if (request.Version is { } version)
            await AnswerAsync(context, RetrainAnswer.Of(name, await reproducer.RunAsync(name, version, progress: null, lifetime.ApplicationStopping)));
        else if (await RetrainAsync(context, name) is { } outcome)
            await AnswerAsync(context, RetrainAnswer.Of(name, outcome));
        else
            await state.AcceptAsync(context, name);
    }

    /// <summary>Retrains, unless the client would not wait: then there may be no outcome yet.</summary>
    private async Task<RetrainingOutcome?> RetrainAsync(HttpContext context, string name)
    {
        if (name != maas.Value.Model)
            throw new ProblemException(ProblemKind.ModelNotFound, $"No dataset is configured for '{name}'; '{maas.Value.Model}' is the model that is retrained here.");
        var actor = Caller.Of(context).Actor;
        var outcome = WouldNotWait(context.Request)
            ? await background.StartAsync(actor)
            : await retrainer.RunAsync(actor, progress: null, lifetime.ApplicationStopping);
        return outcome?.Status == RetrainingStatus.AlreadyRunning
            ? throw new ProblemException(ProblemKind.Conflict, outcome.Reason, TimeSpan.FromSeconds(30))
            : outcome;
    }

    private static bool WouldNotWait(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(value => value?.Split([',', ';'], StringSplitOptions.TrimEntries) ?? [])
        .Contains(RespondAsync, StringComparer.OrdinalIgnoreCase);

    private static Task AnswerAsync(HttpContext context, RetrainAnswer answer) =>
        context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.RetrainAnswer, cancellationToken: context.RequestAborted);

    private async ValueTask<RetrainRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // An empty body has no type that matters: curl -d '' sends that of a form.
        var isEmpty = request.ContentLength == 0 || (request.ContentType is null && request.ContentLength is null);
        using var body = isEmpty
            ? await RequestBody.ReadAsync(request, limits.Value.MaxBodyBytes, cancellationToken)
            : await RequestBody.ReadJsonAsync(request, limits.Value.MaxBodyBytes, cancellationToken);
        return RetrainRequest.Read(body.Memory);
    }
}
