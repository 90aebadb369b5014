using System.CommandLine;
using FunctionsMaaS.Cli.Models;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas rollback</c>: an alias goes back to the version it had before.</summary>
internal sealed class RollbackVerb : Verb
{
    private readonly Argument<string> _name = SharedOptions.ModelName();
    private readonly Option<string> _alias = SharedOptions.Alias("The alias to take back");
    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RollbackVerb(Shell shell) : base(shell, "rollback", "Points the alias champion, or another, to the version before")
    {
        Add(_name);
        Add(_alias);
        Add(_reason);
        Add(_registry);
        Examples = ["maas rollback newsgroups --reason 'takes invoices for complaints'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var move = await AliasMove.UndoAsync(
            services.Registry, parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_alias), parsed.GetValue(_reason), cancellationToken);
        await Shell.Out.WriteLineAsync(move.ToString());
        return ExitCode.Done;
    }
}
