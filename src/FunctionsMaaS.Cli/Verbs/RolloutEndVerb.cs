using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>finish</c> and <c>abort</c> of <c>maas canary</c> and <c>maas shadow</c>.</summary>
internal sealed class RolloutEndVerb : Verb
{
    private readonly bool _isFinish;

    private readonly Argument<string> _name = new("NAME")
    {
        Description = "The model",
        CustomParser = result => SharedOptions.Parse(result, text => ModelReference.EnsureName(text, "model name")),
    };

    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RolloutEndVerb(Shell shell, string parent, bool isFinish) : base(
        shell, isFinish ? "finish" : "abort", isFinish ? "Makes the version on trial the champion" : "Ends the trial; the champion stays")
    {
        _isFinish = isFinish;
        Add(_name);
        Add(_reason);
        Add(_registry);
        Examples = [$"maas {parent} {Name} newsgroups --reason '{(isFinish ? "as good for a week" : "wrong on invoices")}'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (name, note) = (parsed.GetRequiredValue(_name), AliasMove.Note(parsed.GetValue(_reason)));
        var rollout = _isFinish
            ? await services.Registry.FinishRolloutAsync(name, note, cancellationToken)
            : await services.Registry.AbortRolloutAsync(name, note, cancellationToken);
        await Shell.Out.WriteLineAsync(_isFinish ? $"{name}@{ModelReference.Champion} is version {rollout.Version} now" : $"{name}:{rollout.Version} is on trial no more");
        return ExitCode.Done;
    }
}
