using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Feedback;

/// <summary><c>POST /api/feedback</c>: stores a corrected example for the next retraining, and answers when it is stored.</summary>
internal sealed class FeedbackHandler(
    FeedbackStore store, CallerModels models, IOptions<FeedbackOptions> options, IOptions<HttpLimitsOptions> limits)
{
    private const string IdempotencyKey = "Idempotency-Key";

    public async Task HandleAsync(HttpContext context)
    {
        if (!options.Value.Accept)
            throw new ProblemException(ProblemKind.NotFound, $"Feedback is not taken here: {FeedbackOptions.Section}:{nameof(FeedbackOptions.Accept)} is false.");
        var repeatKey = RepeatKey(context.Request);
        var request = await ReadAsync(context);
        var labels = await models.LabelsAsync(context, request.Model);
        var id = await StoreAsync(context, request, repeatKey);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(
            new FeedbackAnswer(id, request.Model, request.Label, labels.Contains(request.Label)), HttpJson.Relaxed.FeedbackAnswer, cancellationToken: context.RequestAborted);
    }

    private async ValueTask<FeedbackRequest> ReadAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, limits.Value.MaxBodyBytes, context.RequestAborted);
        return FeedbackRequestReader.Read(body.Bytes, limits.Value, models.DefaultModel);
    }

    private async Task<string> StoreAsync(HttpContext context, FeedbackRequest request, string? repeatKey)
    {
        try
        {
            var sent = new FeedbackExample(request.Text, request.Label, Caller.Of(context).KeyId);
            return (await store.AddFeedbackAsync(request.Model, sent, repeatKey, context.RequestAborted)).Id;
        }
        catch (FeedbackConflictException error)
        {
            throw new ProblemException(ProblemKind.IdempotencyKeyReused, error.Message);
        }
    }

    private static string? RepeatKey(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(IdempotencyKey, out var given))
            return null;
        return given is [{ Length: >= 1 and <= FeedbackStore.MaxRepeatKeyLength } key]
            ? key
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'{IdempotencyKey}' must be given once, with 1 to {FeedbackStore.MaxRepeatKeyLength} characters.");
    }
}

/// <summary>That an example is stored.</summary>
/// <param name="Id">Its id; the same example of the same caller has the same.</param>
/// <param name="Model">The model it is for.</param>
/// <param name="Label">Its label.</param>
/// <param name="KnownLabel">Whether the champion knows the label; examples of other labels wait until somebody has looked at them.</param>
internal sealed record FeedbackAnswer(string Id, string Model, string Label, bool KnownLabel);
