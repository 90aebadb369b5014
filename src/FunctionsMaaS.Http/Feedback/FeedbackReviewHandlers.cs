using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Lifecycle;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Feedback;

/// <summary><c>GET</c> and <c>DELETE /api/models/{name}/feedback</c>: who sent which corrections, and away with a batch of them. Shows no text.</summary>
internal sealed class FeedbackReviewHandlers(FeedbackReview review, ModelRegistry registry)
{
    private static readonly string[] Filters = ["key", "from", "to"];

    /// <summary>What else a request to remove may have: a reason, and the key that it is authorised by.</summary>
    private static readonly string[] Others = ["reason", "code"];

    public async Task ShowAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var known = await KnownLabelsAsync(name, context.RequestAborted);
        var sent = await review.SummarizeAsync(name, FilterOf(context.Request.Query), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(FeedbackSummaryAnswer.Of(name, sent, known), HttpJson.Relaxed.FeedbackSummaryAnswer, cancellationToken: context.RequestAborted);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var query = context.Request.Query;
        foreach (var unknown in query.Keys.Where(key => !Filters.Concat(Others).Contains(key, StringComparer.OrdinalIgnoreCase)))
            throw Invalid($"'{Printable.Quote(unknown)}' is not a parameter of this request; allowed are {string.Join(", ", Filters)} and reason.");
        if (!Filters.Any(query.ContainsKey))
            throw Invalid($"Say which feedback to remove, by one or more of {string.Join(", ", Filters)}.");
        var note = new LedgerNote(Caller.Of(context).Actor, Checked("reason", LedgerNote.EnsureReason, query));
        var filter = FilterOf(query);
        _ = await KnownLabelsAsync(name, context.RequestAborted);
        var removed = await review.RemoveAsync(name, filter, note, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new FeedbackRemovedAnswer(name, removed), HttpJson.Relaxed.FeedbackRemovedAnswer, cancellationToken: context.RequestAborted);
    }

    /// <summary>The labels of the champion; <see langword="null"/> without one.</summary>
    /// <exception cref="ModelNotFoundException">There is no such model.</exception>
    private async Task<IReadOnlyList<string>?> KnownLabelsAsync(string name, CancellationToken cancellationToken)
    {
        if (await review.KnownLabelsAsync(name, cancellationToken) is { } labels)
            return labels;
        _ = await registry.ListVersionsAsync(name, cancellationToken);
        return null;
    }

    private static FeedbackFilter FilterOf(IQueryCollection query)
    {
        var filter = new FeedbackFilter(Checked("key", EnsureKey, query), TimeOf(query, "from"), TimeOf(query, "to"));
        return filter.From >= filter.To ? throw Invalid("'from' is not before 'to'.") : filter;
    }

    private static string EnsureKey(string key) => key == FeedbackFilter.NoKey || key is KeyRing.AdminId or KeyRing.FunctionId || GeneratedKey.IsId(key)
        ? key
        : throw new ArgumentException($"'key' is '{Printable.Quote(key)}' but must be the id of a key, or '{FeedbackFilter.NoKey}' for those sent without one.");

    private static DateTimeOffset? TimeOf(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var text) ? LedgerTime.InAddress(name, text.ToString()) : null;

    private static string? Checked(string name, Func<string, string?> check, IQueryCollection query) =>
        query.TryGetValue(name, out var value) ? ProblemText.Checked(value.ToString(), check) : null;

    private static ProblemException Invalid(string detail) => new(ProblemKind.InvalidRequest, detail);
}
