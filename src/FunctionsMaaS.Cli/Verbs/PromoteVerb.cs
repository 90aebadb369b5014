using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas promote</c>: an alias moves to a version.</summary>
internal sealed class PromoteVerb : Verb
{
    private readonly Argument<ModelReference> _version = SharedOptions.Version();
    private readonly Option<string> _alias = SharedOptions.Alias("The alias to move");

    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public PromoteVerb(Shell shell) : base(shell, "promote", "Points the alias champion, or another, to a version")
    {
        Add(_version);
        Add(_alias);
        Add(_reason);
        Add(_registry);
        Examples = ["maas promote newsgroups:3", "maas promote newsgroups:4 --alias challenger --reason 'trial on new tickets'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var reference = parsed.GetRequiredValue(_version);
        var move = await AliasMove.DoAsync(services.Registry, reference.Name, parsed.GetRequiredValue(_alias), reference.Version!.Value, parsed.GetValue(_reason), cancellationToken);
        await Shell.Out.WriteLineAsync(move.ToString());
        return ExitCode.Done;
    }
}
