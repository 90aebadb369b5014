using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Retraining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Retraining;

/// <summary><c>POST /api/models/{name}/retrain</c>: retrains and answers when it is done.</summary>
internal sealed class RetrainHandler(Retrainer retrainer, IOptions<MaasOptions> maas, IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        if (name != maas.Value.Model)
            throw new ProblemException(ProblemKind.ModelNotFound, $"No dataset is configured for '{name}'; '{maas.Value.Model}' is the model that is retrained here.");

        // The work is the service's, not the client's: one who stops waiting does not undo it.
        var outcome = await retrainer.RunAsync(progress: null, lifetime.ApplicationStopping);
        if (outcome.Status == RetrainingStatus.AlreadyRunning)
            throw new ProblemException(ProblemKind.Conflict, outcome.Reason, TimeSpan.FromSeconds(30));
        await context.Response.WriteAsJsonAsync(RetrainAnswer.Of(name, outcome), HttpJson.Relaxed.RetrainAnswer, cancellationToken: context.RequestAborted);
    }
}
