using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary><c>PUT /api/models/{name}/aliases/{alias}</c> and <c>POST /api/models/{name}/rollback</c>: an alias moves, or goes back.</summary>
internal sealed class AliasHandlers(ModelRegistry registry, IOptions<HttpLimitsOptions> limits)
{
    public async Task MoveAsync(HttpContext context)
    {
        var (name, alias) = (ModelsHandlers.RouteName(context), RouteAlias(context));
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, AliasRequest.ReadMove);
        var version = request.Version!.Value;
        var before = await registry.FindAliasAsync(name, alias, context.RequestAborted);
        Expectation.Of(context.Request, request.Expected).Ensure(name, alias, before);
        var after = before?.Version == version
            ? before
            : await registry.MoveAliasAsync(name, alias, version, before?.ETag, NoteOf(context, request), context.RequestAborted);
        await AnswerAsync(context, name, before, after);
    }

    public async Task RollBackAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, AliasRequest.ReadRollback);
        var alias = request.Alias ?? ModelReference.Champion;
        var seen = await registry.FindAliasAsync(name, alias, context.RequestAborted);
        Expectation.Of(context.Request, request.Expected).Ensure(name, alias, seen);
        var (before, after) = await registry.RollBackAsync(name, alias, seen?.ETag, NoteOf(context, request), context.RequestAborted);
        await AnswerAsync(context, name, before, after);
    }

    private static string RouteAlias(HttpContext context) =>
        ProblemText.Checked((string)context.Request.RouteValues["alias"]!, static alias => ModelReference.EnsureName(alias, "alias"));

    private static LedgerNote NoteOf(HttpContext context, AliasRequest request) => new(Caller.Of(context).Actor, request.Reason);

    private static Task AnswerAsync(HttpContext context, string name, ModelAlias? before, ModelAlias after)
    {
        context.Response.Headers.ETag = Expectation.HeaderOf(after.ETag);
        return context.Response.WriteAsJsonAsync(
            new AliasAnswer(name, after.Name, after.Version, before?.Version, after.Moved, after.Sequence),
            HttpJson.Relaxed.AliasAnswer,
            cancellationToken: context.RequestAborted);
    }
}
