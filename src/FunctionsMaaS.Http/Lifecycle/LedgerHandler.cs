using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary><c>GET /api/models/{name}/ledger</c>: who did what when, or with <c>?at=</c> and <c>?alias=</c> which version answered at a time.</summary>
internal sealed class LedgerHandler(ModelRegistry registry)
{
    public async Task HandleAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var query = context.Request.Query;
        var answer = query.TryGetValue("at", out var at)
            ? await AtAsync(name, query["alias"].FirstOrDefault(), LedgerTime.InAddress("at", at.ToString()), context.RequestAborted)
            : await PageAsync(name, query, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.LedgerAnswer, cancellationToken: context.RequestAborted);
    }

    private async Task<LedgerAnswer> PageAsync(string name, IQueryCollection query, CancellationToken cancellationToken)
    {
        if (query.ContainsKey("alias"))
            throw new ProblemException(ProblemKind.InvalidRequest, "'alias' is given without 'at': send both to learn which version answered at a time, or neither for all entries.");
        var (offset, limit) = Page.Of(query);
        var page = await registry.ListLedgerAsync(name, offset, limit, cancellationToken);
        return new(page.EntryCount, [.. page.Entries.Select(LedgerEntryAnswer.Of)]);
    }

    private async Task<LedgerAnswer> AtAsync(string name, string? alias, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var reference = RequestedModel.Of(name, null, alias);
        var move = await registry.FindMoveAsync(name, reference.Alias!, time, cancellationToken);
        return new(null, move is null ? [] : [LedgerEntryAnswer.Of(move)]);
    }
}
