using System.CommandLine;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>finish</c> and <c>abort</c> of <c>maas canary</c> and <c>maas shadow</c>.</summary>
internal sealed class RolloutEndVerb : Verb
{
    private readonly RolloutMode _mode;
    private readonly bool _isFinish;

    private readonly Argument<string> _name = SharedOptions.ModelName();

    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RolloutEndVerb(Shell shell, RolloutMode mode, string parent, bool isFinish) : base(
        shell, isFinish ? "finish" : "abort", isFinish ? "Makes the version on trial the champion" : "Ends the trial; the champion stays")
    {
        (_mode, _isFinish) = (mode, isFinish);
        Add(_name);
        Add(_reason);
        Add(_registry);
        Examples = [$"maas {parent} {Name} newsgroups --reason '{(isFinish ? "as good for a week" : "wrong on invoices")}'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (name, note) = (parsed.GetRequiredValue(_name), AliasMove.Note(parsed.GetValue(_reason)));
        var seen = await SeenAsync(services.Registry, name, cancellationToken);
        var rollout = _isFinish
            ? await services.Registry.FinishRolloutAsync(name, seen?.ETag, note, cancellationToken)
            : await services.Registry.AbortRolloutAsync(name, seen?.ETag, note, cancellationToken);
        await Shell.Out.WriteLineAsync(_isFinish ? $"{name}@{ModelReference.Champion} is version {rollout.Version} now" : $"{name}:{rollout.Version} is on trial no more");
        return ExitCode.Done;
    }

    /// <summary>What is ended is what was looked at, and a canary is not ended by the word for a shadow.</summary>
    private async Task<ModelRollout?> SeenAsync(ModelRegistry registry, string name, CancellationToken cancellationToken)
    {
        var seen = await registry.FindRolloutAsync(name, cancellationToken);
        if (seen is { IsActive: true } && seen.Mode != _mode)
            throw new CommandFailedException($"What tries version {seen.Version} of '{name}' is a {RolloutCommand.NameOf(seen.Mode)}: maas {RolloutCommand.NameOf(seen.Mode)} {Name} {name}");
        return seen;
    }
}
