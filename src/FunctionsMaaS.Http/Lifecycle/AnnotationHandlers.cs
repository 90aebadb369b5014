using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FunctionsMaaS.Http.Lifecycle;

/// <summary><c>PATCH /api/models/{name}</c> and <c>PATCH /api/models/{name}/versions/{n}</c>: description, tags, and whether a version is archived.</summary>
internal sealed class AnnotationHandlers(ModelRegistry registry, IOptions<HttpLimitsOptions> limits)
{
    public async Task ModelAsync(HttpContext context)
    {
        var name = ModelsHandlers.RouteName(context);
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, AnnotationsRequest.ReadModel);
        var now = await AnnotateAsync(name, version: null, request.Change, context.RequestAborted);
        await AnswerAsync(context, new(name, null, now.Description, now.Tags, null));
    }

    public async Task VersionAsync(HttpContext context)
    {
        var (name, version) = (ModelsHandlers.RouteName(context), ModelsHandlers.RouteVersion(context));
        var request = await LifecycleBody.ReadAsync(context, limits.Value.MaxBodyBytes, AnnotationsRequest.ReadVersion);
        // The one that may be refused first, so that a refused request changes nothing.
        if (request.Archived is { } archived)
            await registry.ArchiveAsync(name, version, archived, context.RequestAborted);
        var now = await AnnotateAsync(name, version, request.Change, context.RequestAborted);
        var isArchived = request.Archived ?? await registry.IsArchivedAsync(name, version, context.RequestAborted);
        await AnswerAsync(context, new(name, version, now.Description, now.Tags, isArchived));
    }

    private async Task<ModelAnnotations> AnnotateAsync(string name, int? version, AnnotationsChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.AnnotateAsync(name, version, change, cancellationToken);
        }
        catch (ArgumentException error)
        {
            throw ProblemText.OfArgument(error);
        }
    }

    private static Task AnswerAsync(HttpContext context, AnnotationsAnswer answer) =>
        context.Response.WriteAsJsonAsync(answer, HttpJson.Relaxed.AnnotationsAnswer, cancellationToken: context.RequestAborted);
}
