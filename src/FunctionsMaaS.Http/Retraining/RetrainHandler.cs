using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Retraining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Retraining;

/// <summary><c>POST /api/models/{name}/retrain</c>: retrains, or makes a version again, and answers when it is done.</summary>
internal sealed class RetrainHandler(
    Retrainer retrainer, Reproducer reproducer, IOptions<MaasOptions> maas, IOptions<HttpLimitsOptions> limits, IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var request = await ReadAsync(context.Request, context.RequestAborted);
        // The work is the service's, not the client's: one who stops waiting does not undo it.
        var answer = request.Version is { } version
            ? RetrainAnswer.Of(name, await reproducer.RunAsync(name, version, progress: null, lifetime.ApplicationStopping))
            : await RetrainAsync(name);
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.RetrainAnswer, cancellationToken: context.RequestAborted);
    }

    private async Task<RetrainAnswer> RetrainAsync(string name)
    {
        if (name != maas.Value.Model)
            throw new ProblemException(ProblemKind.ModelNotFound, $"No dataset is configured for '{name}'; '{maas.Value.Model}' is the model that is retrained here.");
        var outcome = await retrainer.RunAsync(progress: null, lifetime.ApplicationStopping);
        return outcome.Status == RetrainingStatus.AlreadyRunning
            ? throw new ProblemException(ProblemKind.Conflict, outcome.Reason, TimeSpan.FromSeconds(30))
            : RetrainAnswer.Of(name, outcome);
    }

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
