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
        foreach (var name in (await registry.ListModelsAsync(cancellationToken)).Where(Caller.Of(context).Allows))
        {
            var versions = await registry.ListVersionsAsync(name, cancellationToken);
            models.Add(new(name, versions[0], await AliasesAsync(name, cancellationToken)));
        }

        await context.Response.WriteAsJsonAsync(new ModelList(models), HttpJson.Relaxed.ModelList, cancellationToken: cancellationToken);
    }

    public async Task ShowAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var name = RouteName(context);
        var (offset, limit) = Page.Of(context.Request.Query);
        var numbers = await registry.ListVersionsAsync(name, cancellationToken);
        var versions = new List<VersionSummary>();
        foreach (var number in numbers.Skip(offset).Take(limit))
            versions.Add(VersionSummary.Of(await registry.GetManifestAsync(name, number, cancellationToken)));
        var details = new ModelDetails(name, numbers.Count, await AliasesAsync(name, cancellationToken), versions);
        await context.Response.WriteAsJsonAsync(details, HttpJson.Relaxed.ModelDetails, cancellationToken: cancellationToken);
    }

    public async Task ShowVersionAsync(HttpContext context)
    {
        var name = RouteName(context);
        var version = RouteVersion(context);
        var manifest = await registry.GetManifestAsync(name, version, context.RequestAborted);
        var signature = await registry.GetSignatureAsync(name, version, context.RequestAborted);
        context.Response.Headers[SignatureHeader] = signature.Name;
        if (signature.KeyId is { } key)
            context.Response.Headers[SignatureKeyHeader] = key;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(ManifestJson.Write(manifest), context.RequestAborted);
    }

    internal static string RouteName(HttpContext context)
    {
        try
        {
            return ModelReference.EnsureName((string)context.Request.RouteValues[MaasRoutes.ModelParameter]!, "model name");
        }
        catch (ArgumentException error)
        {
            throw new ProblemException(ProblemKind.InvalidRequest, ProblemText.WithoutParameter(error));
        }
    }

    internal static int RouteVersion(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["version"]!;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 1
            ? version
            : throw new ProblemException(ProblemKind.InvalidRequest, $"'{Printable.Quote(text)}' is not a version: versions are whole numbers from 1.");
    }

    private async Task<IReadOnlyDictionary<string, int>> AliasesAsync(string name, CancellationToken cancellationToken)
    {
        var aliases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var alias in await registry.ListAliasesAsync(name, cancellationToken))
            aliases[alias.Name] = alias.Version;
        return aliases;
    }
}
