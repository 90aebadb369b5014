using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Cli.Output;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas feedback remove</c>: away with a batch of corrections.</summary>
internal sealed class FeedbackRemoveVerb : Verb
{
    private readonly Argument<string> _name = SharedOptions.ModelName();
    private readonly FeedbackFilterOptions _filter = new();
    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public FeedbackRemoveVerb(Shell shell) : base(shell, "remove", "Removes corrections: none are learned from again")
    {
        Add(_name);
        _filter.AddTo(this);
        _filter.RequireIn(this);
        Add(_reason);
        Add(_registry);
        Examples = ["maas feedback remove tickets --key shop --reason 'labels swapped'", "maas feedback remove tickets --from 2026-01-31 --to 2026-02-01"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var name = parsed.GetRequiredValue(_name);
        var removed = await services.FeedbackReview.RemoveAsync(name, _filter.Of(parsed), AliasMove.Note(parsed.GetValue(_reason)), cancellationToken);
        await Shell.Out.WriteLineAsync($"{Amounts.Of(removed, "correction")} of {name} removed");
        return ExitCode.Done;
    }
}
