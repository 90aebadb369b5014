using System.Text.Json;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary><c>POST /invocations</c>.</summary>
internal sealed class InvocationsHandler(CallerModels models, IOptions<HttpLimitsOptions> limits)
{
    private readonly HttpLimitsOptions _limits = limits.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var request = RequestBody.IsCsv(context.Request) ? await ReadCsvAsync(context) : await ReadJsonAsync(context);
        var answer = await models.ClassifyAsync(context, request.Model, request.Texts, request.TopK ?? 1, explain: false);
        await JsonAnswer.WriteAsync(context, json => Write(json, answer, request.TopK is not null));
    }

    private async ValueTask<InvocationsRequest> ReadJsonAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, _limits.MaxBodyBytes, context.RequestAborted);
        using var document = JsonBody.ParseObject(body.Memory);
        return InvocationsReader.Read(document.RootElement, _limits, models.DefaultModel);
    }

    private async ValueTask<InvocationsRequest> ReadCsvAsync(HttpContext context)
    {
        using var body = await RequestBody.ReadAsync(context.Request, _limits.MaxBodyBytes, context.RequestAborted);
        var texts = await InvocationsCsv.ReadAsync(body.Memory, _limits, context.RequestAborted);
        return new(texts, RequestedModel.Of(models.DefaultModel, version: null, alias: null), TopK: null);
    }

    /// <summary>A label a text, as scikit-learn's models predict under MLflow; with <c>top_k</c> a list of labels and scores, as its transformers do.</summary>
    private static void Write(Utf8JsonWriter json, ClassificationAnswer answer, bool scores)
    {
        json.WriteStartObject();
        json.WriteStartArray("predictions");
        foreach (var result in answer.Results)
        {
            if (scores)
                WriteScores(json, result.Scores);
            else
                json.WriteStringValue(result.Label);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, IReadOnlyList<LabelScore> scores)
    {
        json.WriteStartArray();
        foreach (var score in scores)
        {
            json.WriteStartObject();
            json.WriteString("label", score.Label);
            json.WriteNumber("score", score.Score);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
