using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Models;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas list</c>: the models of the registry, or the versions of one.</summary>
internal sealed class ListVerb : Verb
{
    private readonly Argument<string> _name = new("NAME")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "A model whose versions are listed; without it all models are",
        CustomParser = result => SharedOptions.Parse(result, text => ModelReference.EnsureName(text, "model name")),
    };

    private readonly Option<bool> _archived = SharedOptions.Flag("--archived", "With NAME: lists archived versions too");
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public ListVerb(Shell shell) : base(shell, "list", "Lists the models of the registry, or the versions of one")
    {
        Add(_name);
        Add(_archived);
        Add(_json);
        Add(_registry);
        Examples = ["maas list", "maas list newsgroups", "maas list newsgroups --archived"];
        Validators.Add(result =>
        {
            if (result.GetResult(_archived) is not null && result.GetResult(_name) is null)
                result.AddError("--archived needs NAME.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (registry, json) = (services.Registry, parsed.GetValue(_json));
        if (parsed.GetValue(_name) is { } name)
            await ListVersionsAsync(registry, name, parsed.GetValue(_archived), json, cancellationToken);
        else
            await ListModelsAsync(registry, json, cancellationToken);
        return ExitCode.Done;
    }

    private async Task ListModelsAsync(ModelRegistry registry, bool json, CancellationToken cancellationToken)
    {
        var models = new List<ModelSummary>();
        foreach (var (name, latest) in await registry.ListLatestAsync(cancellationToken))
            models.Add(new(name, latest, await AliasesAsync(registry, name, cancellationToken)));
        if (json)
        {
            await CliJson.WriteAsync(Shell, new ModelList(models), CliJson.Relaxed.ModelList);
            return;
        }
        if (models.Count == 0)
        {
            await Shell.Error.WriteLineAsync($"There are no models in {registry.Description} yet; 'maas push' publishes one, and 'maas retrain' trains the first.");
            return;
        }
        var sheet = new Sheet(Shell, "model", ">latest", "aliases");
        foreach (var model in models)
            sheet.Add(model.Name, $"{model.LatestVersion}", string.Join(", ", model.Aliases.Select(a => $"{a.Key} {a.Value}")));
        sheet.Write();
    }

    private async Task ListVersionsAsync(ModelRegistry registry, string name, bool archived, bool json, CancellationToken cancellationToken)
    {
        var versions = new List<VersionSummary>();
        var damaged = new List<string>();
        foreach (var listed in (await registry.ListAllVersionsAsync(name, cancellationToken)).Where(v => archived || !v.IsArchived))
        {
            try
            {
                versions.Add(await VersionSummary.ReadAsync(registry, name, listed, cancellationToken));
            }
            catch (ModelPackageException error)
            {
                damaged.Add(error.Message);
            }
        }
        var aliases = await AliasesAsync(registry, name, cancellationToken);
        if (json)
            await CliJson.WriteAsync(
                Shell,
                ModelDetails.Of(name, await registry.GetAnnotationsAsync(name, version: null, cancellationToken), versions.Count + damaged.Count, aliases, versions),
                CliJson.Relaxed.ModelDetails);
        else
            Write(versions, aliases);
        foreach (var message in damaged)
            await Shell.Error.WriteLineAsync($"Left out: {Failures.OnOneLine(message)}");
    }

    private void Write(List<VersionSummary> versions, IReadOnlyDictionary<string, int> aliases)
    {
        var sheet = new Sheet(Shell, ">version", "created", "recipe", ">labels", ">size", ">accuracy", "aliases", "tags");
        foreach (var version in versions)
        {
            sheet.Add(
                $"{version.Version}",
                Amounts.Time(version.Created),
                version.Recipe,
                $"{version.Labels}",
                Amounts.Bytes(version.Size),
                version.Metrics.TryGetValue("accuracy", out var accuracy) ? Amounts.Rate(accuracy) : "",
                version.Archived is true ? "archived" : string.Join(", ", aliases.Where(a => a.Value == version.Version).Select(a => a.Key)),
                version.Tags is { } tags ? AnnotationsText.Of(tags) : "");
        }
        sheet.Write();
    }

    private static async Task<IReadOnlyDictionary<string, int>> AliasesAsync(ModelRegistry registry, string name, CancellationToken cancellationToken)
    {
        var aliases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var alias in await registry.ListAliasesAsync(name, cancellationToken))
            aliases[alias.Name] = alias.Version;
        return aliases;
    }
}
