using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas delete</c>: a version that no alias points to goes for good.</summary>
internal sealed class DeleteVerb : Verb
{
    private readonly Argument<ModelReference> _version = SharedOptions.Version();
    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public DeleteVerb(Shell shell) : base(shell, "delete", "Deletes a version for good, unless an alias points to it")
    {
        Add(_version);
        Add(_reason);
        Add(_registry);
        Examples = ["maas delete newsgroups:3 --reason 'trained on texts that were not ours'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var reference = parsed.GetRequiredValue(_version);
        var deleted = await services.Registry.DeleteAsync(reference.Name, reference.Version!.Value, AliasMove.Note(parsed.GetValue(_reason)), cancellationToken);
        await Shell.Out.WriteLineAsync($"{reference} is deleted; its number is never used again (entry {deleted.Sequence} of the ledger)");
        return ExitCode.Done;
    }
}
