using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Classify;

/// <summary><c>POST /api/classify</c>.</summary>
internal sealed class ClassifyHandler(CallerModels models, IOptions<HttpLimitsOptions> limits)
{
    private readonly HttpLimitsOptions _limits = limits.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var answer = await models.ClassifyAsync(context, request.Model, request.Texts, request.Top, request.Explain);
        if (request.IsBatch)
        {
            var results = answer.Results.Select((r, i) => new ClassifyResult(r.Label, r.Score, r.Scores, Explanation(request, r, i))).ToArray();
            await context.Response.WriteAsJsonAsync(
                new ClassifyBatchAnswer(answer.Model, answer.Version, results), HttpJson.Relaxed.ClassifyBatchAnswer, cancellationToken: context.RequestAborted);
        }
        else
        {
            var result = answer.Results[0];
            await context.Response.WriteAsJsonAsync(
                new ClassifyAnswer(answer.Model, answer.Version, result.Label, result.Score, result.Scores, Explanation(request, result, 0)),
                HttpJson.Relaxed.ClassifyAnswer,
                cancellationToken: context.RequestAborted);
        }
    }

    private static ExplanationAnswer? Explanation(ClassifyRequest request, Classification result, int index) =>
        request.Explain ? ExplanationAnswer.Of(result.Explanation, request.Texts[index]) : null;

    private async ValueTask<ClassifyRequest> ReadAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, _limits.MaxBodyBytes, context.RequestAborted);
        return ClassifyRequestReader.Read(body.Bytes, _limits, models.DefaultModel);
    }
}
