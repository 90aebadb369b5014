using System.Globalization;
using FunctionsMaaS.Http.Classify;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.OpenInference;

/// <summary>What the server and its models are, and whether they answer: <c>GET /v2/...</c>.</summary>
internal sealed class MetadataHandlers(ModelRegistry registry, CallerModels models)
{
    private static readonly TensorMetadata[] Inputs = [new("text", "BYTES", [-1])];

    public static Task ServerAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new ServerMetadata("functionsmaas", ProductVersion.Text, ["classification", "repository_index"]), HttpJson.Relaxed.ServerMetadata, cancellationToken: context.RequestAborted);

    public static Task LiveAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new ServerLive(true), HttpJson.Relaxed.ServerLive, cancellationToken: context.RequestAborted);

    public async Task ReadyAsync(HttpContext context)
    {
        await models.PreloadDefaultAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new ServerReady(true, true), HttpJson.Relaxed.ServerReady, cancellationToken: context.RequestAborted);
    }

    public async Task ModelReadyAsync(HttpContext context)
    {
        var reference = Reference(context);
        await models.PreloadAsync(context, reference);
        await context.Response.WriteAsJsonAsync(new ModelReady(reference.Name, true), HttpJson.Relaxed.ModelReady, cancellationToken: context.RequestAborted);
    }

    public async Task ModelAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var reference = Reference(context);
        var resolved = await models.ResolveAsync(context, reference);
        var manifest = await registry.GetManifestAsync(reference.Name, resolved.Version, cancellationToken);
        var versions = await registry.ListVersionsAsync(reference.Name, cancellationToken);
        var metadata = new ModelMetadata(
            reference.Name, [.. versions.Select(v => v.ToString(CultureInfo.InvariantCulture))], $"functionsmaas_{manifest.Payload.Format}", Inputs, Outputs(manifest.Labels.Count));
        await context.Response.WriteAsJsonAsync(metadata, HttpJson.Relaxed.ModelMetadata, cancellationToken: cancellationToken);
    }

    private static TensorMetadata[] Outputs(int labels) =>
    [
        new(InferOutput.Label, "BYTES", [-1]),
        new(InferOutput.Score, "FP32", [-1]),
        new(InferOutput.Probabilities, "FP32", [-1, labels]),
        new(InferOutput.Labels, "BYTES", [labels]),
    ];

    private static ModelReference Reference(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        return context.Request.RouteValues.ContainsKey("version")
            ? ModelReference.ToVersion(name, ModelsHandlers.RouteVersion(context))
            : ModelReference.ToAlias(name);
    }
}
