using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary><c>DELETE /api/models/{name}/versions/{n}</c>: a version that no alias points to goes for good.</summary>
internal sealed class DeleteHandler(ModelRegistry registry, IOptions<HttpLimitsOptions> limits)
{
    public async Task HandleAsync(HttpContext context)
    {
        var (name, version) = (ModelsHandlers.RouteName(context), ModelsHandlers.RouteVersion(context));
        var reason = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, ReasonOf);
        var deleted = await registry.DeleteAsync(name, version, new(Caller.Of(context).Actor, reason), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(
            new DeletionAnswer(name, version, deleted.Time, deleted.Actor, deleted.Sequence), HttpJson.Relaxed.DeletionAnswer, cancellationToken: context.RequestAborted);
    }

    private static string? ReasonOf(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return null;
        using var document = JsonBody.ParseObject(body);
        JsonBody.EnsureMembers(document.RootElement, ["reason"]);
        return ProblemText.Checked(JsonBody.OptionalString(document.RootElement, "reason"), LedgerNote.EnsureReason);
    }
}
