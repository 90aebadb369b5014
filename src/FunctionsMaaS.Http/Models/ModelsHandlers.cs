using System.Globalization;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Http.Problems;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Packaging.Signatures;
using FunctionsMaaS.Registry;
using Microsoft.AspNetCore.Http;

namespace FunctionsMaaS.Http.Models;

/// <summary>The catalogue: <c>GET /api/models</c>, <c>/api/models/{name}</c>, <c>/api/models/{name}/versions/{n}</c>.</summary>
internal sealed class ModelsHandlers(ModelRegistry registry)
{
    /// <summary>Whether a version's signature can be believed: <see cref="SignatureStatus.Name"/>.</summary>
    internal const string SignatureHeader = "x-maas-signature";

    /// <summary>The fingerprint of the key that signed a version.</summary>
    internal const string SignatureKeyHeader = "x-maas-signature-key";

    public async Task ListAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var models = new List<ModelSummary>();
        foreach (var (name, latest) in (await registry.ListLatestAsync(cancellationToken)).Where(model => Caller.Of(context).Allows(model.Name)))
            models.Add(new(name, latest, await AliasesAsync(name, cancellationToken)));

        await context.Response.WriteAsJsonAsync(new ModelList(models), HttpJson.Relaxed.ModelList, cancellationToken: cancellationToken);
    }

    public async Task ShowAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var name = RouteName(context);
        var (offset, limit) = Page.Of(context.Request.Query);
        var archived = WithArchived(context.Request.Query);
        var listed = (await registry.ListAllVersionsAsync(name, cancellationToken)).Where(v => archived || !v.IsArchived).ToList();
        var reading = listed.Skip(offset).Take(limit).Select(v => VersionSummary.ReadAsync(registry, name, v, cancellationToken));
        var versions = await Task.WhenAll(reading);
        var annotations = await registry.GetAnnotationsAsync(name, version: null, cancellationToken);
        var details = ModelDetails.Of(name, annotations, listed.Count, await AliasesAsync(name, cancellationToken), versions);
        await context.Response.WriteAsJsonAsync(details, HttpJson.Relaxed.ModelDetails, cancellationToken: cancellationToken);
    }

    public async Task ShowVersionAsync(HttpContext context)
    {
        var name = RouteName(context);
        var version = RouteVersion(context);
        var (manifest, signature) = await registry.GetManifestWithSignatureAsync(name, version, context.RequestAborted);
        context.Response.Headers[SignatureHeader] = signature.Name;
        if (signature.KeyId is { } key)
            context.Response.Headers[SignatureKeyHeader] = key;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(ManifestJson.Write(manifest), context.RequestAborted);
    }

    internal static string RouteName(HttpContext context) =>
        ProblemText.Checked((string)context.Request.RouteValues[MaasRoutes.ModelParameter]!, static name => ModelReference.EnsureName(name, "model name"));

    internal static int RouteVersion(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["version"]!;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1
            ? version
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'{Printable.Quote(text)}' is not a version: versions are whole numbers from 1.");
    }

    private static bool WithArchived(IQueryCollection query)
    {
        if (!query.TryGetValue("archived", out var values))
            return false;
        var text = values.ToString();
        return text is "true" or "false"
            ? text == "true"
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'archived' is '{Printable.Quote(text)}' but must be true or false.");
    }

    private async Task<IReadOnlyDictionary<string, int>> AliasesAsync(string name, CancellationToken cancellationToken)
    {
        var aliases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var alias in await registry.ListAliasesAsync(name, cancellationToken))
            aliases[alias.Name] = alias.Version;
        return aliases;
    }
}
