using System.CommandLine;
using System.Globalization;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas push</c>: a package becomes the next version of a model.</summary>
internal sealed class PushVerb : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "A model package, or a text classifier that ML.NET or Model Builder saved as a zip",
        CustomParser = result => SharedOptions.NotBlank(result, "FILE", "the path of a file"),
    };

    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Required = true,
        Description = "The model that gets a new version; the first one makes it exist",
        CustomParser = result => SharedOptions.Parse(result, text => ModelReference.EnsureName(text, "model name")),
    };

    private readonly Option<string> _alias = new("--alias")
    {
        HelpName = "ALIAS",
        Description = "Also points this alias to the new version, such as champion, the one in production",
        CustomParser = result => SharedOptions.Parse(result, text => ModelReference.EnsureName(text, "alias")),
    };

    private readonly Option<string> _textColumn = new("--text-column")
    {
        HelpName = "NAME",
        Description = "The input column that takes the text, for an ML.NET zip with several text columns",
        CustomParser = result => SharedOptions.NotBlank(result, "--text-column", "the name of a column"),
    };

    private readonly Option<string> _registry = SharedOptions.Registry();

    public PushVerb(Shell shell) : base(shell, "push", "Publishes a model as the next version; prints its number")
    {
        Add(_file);
        Add(_name);
        Add(_alias);
        Add(_textColumn);
        Add(_registry);
        Examples =
        [
            "maas push news.maas --name newsgroups --alias champion",
            "maas push MLModel1.zip --name tickets --text-column Description",
        ];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var registry = services.Registry;
        var path = parsed.GetRequiredValue(_file);
        var package = await Task.Run(() => PushedFile.Read(path, parsed.GetValue(_textColumn), services.Formats, services.Trust, Shell.Time), cancellationToken);
        var manifest = await registry.PublishAsync(parsed.GetRequiredValue(_name), package, AliasMove.Note(), cancellationToken);

        // Written before the alias moves: the version is there even if that fails.
        await Shell.Out.WriteLineAsync(manifest.Version!.Value.ToString(CultureInfo.InvariantCulture));
        await Shell.Error.WriteLineAsync(
            $"Published {manifest.Name}:{manifest.Version} ({manifest.Recipe}, {Amounts.Of(manifest.Labels.Count, "label")}, {Amounts.Bytes(manifest.Payload.Size)}) to {registry.Description}");
        if (parsed.GetValue(_alias) is { } alias)
            await Shell.Error.WriteLineAsync((await AliasMove.DoAsync(registry, manifest.Name!, alias, manifest.Version.Value, reason: null, cancellationToken)).ToString());
        return ExitCode.Done;
    }
}
