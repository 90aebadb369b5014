using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary><c>POST /v2/models/{name}[/versions/{version}]/infer</c>.</summary>
internal sealed class InferHandler(CallerModels models, IOptions<HttpLimitsOptions> limits)
{
    private const string BinaryHeader = "Inference-Header-Content-Length";

    private readonly HttpLimitsOptions _limits = limits.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var answer = await models.ClassifyAsync(context, Reference(context, request.Alias), request.Texts, request.Top, request.Explain);
        await JsonAnswer.WriteAsync(context, json => new InferAnswerWriter(json, request, answer).Write());
    }

    private async ValueTask<InferRequest> ReadAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(BinaryHeader))
            throw JsonBody.Invalid($"The header {BinaryHeader} announces binary tensor data, which is not supported; send tensors as JSON.");
        // The protocol asks for JSON but not for saying so, and clients of it do not.
        using var body = context.Request.ContentType is null
            ? await RequestBody.ReadAsync(context.Request, _limits.MaxBodyBytes, context.RequestAborted)
            : await RequestBody.ReadJsonAsync(context.Request, _limits.MaxBodyBytes, context.RequestAborted);
        using var document = JsonBody.ParseObject(body.Memory);
        return InferRequestReader.Read(document.RootElement, _limits);
    }

    private static ModelReference Reference(HttpContext context, string? alias)
    {
        var name = ModelsHandlers.RouteName(context);
        if (!context.Request.RouteValues.ContainsKey("version"))
            return RequestedModel.Of(name, version: null, alias);
        return alias is null
            ? ModelReference.ToVersion(name, ModelsHandlers.RouteVersion(context))
            : throw JsonBody.Invalid("The address names a version and 'parameters' an alias; send one of them.");
    }
}
