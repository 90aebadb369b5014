using System.CommandLine;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas archive</c>: a version is kept, but out of lists and out of reach of aliases.</summary>
internal sealed class ArchiveVerb : Verb
{
    private readonly Argument<ModelReference> _version = SharedOptions.Version();
    private readonly Option<bool> _undo = SharedOptions.Flag("--undo", "Takes it out of the archive");
    private readonly Option<string> _registry = SharedOptions.Registry();

    public ArchiveVerb(Shell shell) : base(shell, "archive", "Keeps a version out of lists and out of reach of aliases")
    {
        Add(_version);
        Add(_undo);
        Add(_registry);
        Examples = ["maas archive newsgroups:3", "maas archive newsgroups:3 --undo"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (reference, undo) = (parsed.GetRequiredValue(_version), parsed.GetValue(_undo));
        await services.Registry.ArchiveAsync(reference.Name, reference.Version!.Value, archived: !undo, cancellationToken);
        await Shell.Out.WriteLineAsync(undo ? $"{reference} is in use again" : $"{reference} is archived");
        return ExitCode.Done;
    }
}
