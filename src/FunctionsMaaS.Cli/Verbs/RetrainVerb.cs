using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas retrain</c>: what the hosts do on a schedule, by hand.</summary>
internal sealed class RetrainVerb : Verb
{
    private readonly Option<string> _data = new("--data")
    {
        HelpName = "PATH",
        Description = "The dataset, a path or blob:CONTAINER/NAME; without it what Maas__Dataset says, else data/newsgroups",
        CustomParser = result => SharedOptions.NotBlank(result, "--data", "the path of a dataset, or blob:CONTAINER/NAME"),
    };

    private readonly Option<string> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "The model; without it what Maas__Model says, else newsgroups",
        CustomParser = result => SharedOptions.Parse(result, text => ModelReference.EnsureName(text, "model name")),
    };

    private readonly Option<int?> _version = new("--version")
    {
        HelpName = "N",
        Description = "Makes version N again from the training set that is kept of it, and compares; publishes nothing",
        CustomParser = result => SharedOptions.WholeNumber(result, 1, int.MaxValue),
    };

    private readonly Option<bool> _status = SharedOptions.Flag("--status", "Shows the run that is on and the last, wherever they run");
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RetrainVerb(Shell shell) : base(shell, "retrain", "Trains anew, publishes, and promotes what passes the gate")
    {
        Add(_data);
        Add(_name);
        Add(_version);
        Add(_status);
        Add(_json);
        Add(_registry);
        Examples = ["maas retrain", "maas retrain --name tickets --data tickets.jsonl", "maas retrain --data blob:datasets/tickets.csv", "maas retrain --name tickets --version 3", "maas retrain --name tickets --status"];
        Validators.Add(result =>
        {
            if (result.GetResult(_version) is not null && result.GetResult(_data) is not null)
                result.AddError("--version trains on what is kept of that version: leave --data out.");
            if (result.GetResult(_status) is not null && (result.GetResult(_data) ?? result.GetResult(_version)) is not null)
                result.AddError("--status trains nothing: leave --data and --version out.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(
            Shell,
            [
                .. MaasServices.RegistryAt(parsed.GetValue(_registry)),
                new($"{MaasOptions.Section}:{nameof(MaasOptions.Dataset)}", parsed.GetValue(_data)),
                new($"{MaasOptions.Section}:{nameof(MaasOptions.Model)}", parsed.GetValue(_name)),
            ]);
        if (parsed.GetValue(_status))
            return await ShowStatusAsync(services, parsed.GetValue(_json), cancellationToken);
        if (parsed.GetValue(_version) is { } version)
            return await ReproduceAsync(services, version, parsed.GetValue(_json), cancellationToken);
        var retrainer = services.Retrainer;
        var outcome = await ProgressDisplay.RunAsync(Shell, progress => Task.Run(() => retrainer.RunAsync("cli", progress, cancellationToken), cancellationToken));
        if (outcome.Status == RetrainingStatus.AlreadyRunning)
            throw new CommandFailedException(outcome.Reason);

        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, RetrainAnswer.Of(services.Settings.Model, outcome), CliJson.Relaxed.RetrainAnswer);
        else
            await WriteAsync(outcome);
        return ExitCode.Done;
    }

    private async Task<int> ShowStatusAsync(MaasServices services, bool json, CancellationToken cancellationToken)
    {
        var model = services.Settings.Model;
        var answer = RetrainStateAnswer.Of(model, await services.Journal.ReadAsync(model, cancellationToken));
        if (json)
            await CliJson.WriteAsync(Shell, answer, CliJson.Relaxed.RetrainStateAnswer);
        else
            new RetrainStateSheet(Shell).Write(answer);
        return ExitCode.Done;
    }

    private async Task<int> ReproduceAsync(MaasServices services, int version, bool json, CancellationToken cancellationToken)
    {
        var (model, reproducer) = (services.Settings.Model, services.Reproducer);
        var made = await ProgressDisplay.RunAsync(Shell, progress => Task.Run(() => reproducer.RunAsync(model, version, progress, cancellationToken), cancellationToken));
        if (json)
            await CliJson.WriteAsync(Shell, RetrainAnswer.Of(model, made), CliJson.Relaxed.RetrainAnswer);
        else
            await Shell.Out.WriteLineAsync($"{made.Outcome}: {made.Reason}");
        return made.IsSame ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task WriteAsync(RetrainingOutcome outcome)
    {
        await Shell.Out.WriteLineAsync($"{outcome.Status.Name()}: {outcome.Reason}");
        CheckSheet.Write(Shell, outcome.Verdict?.Checks ?? []);
        if (outcome.Feedback is { Stored: > 0 } use)
        {
            await Shell.Out.WriteLineAsync(
                $"feedback: {Amounts.Count(use.Used)} of {Amounts.Of(use.Stored, "correction")} learned from; left out: {use.Quarantined} with labels the dataset does not have, "
                + $"{use.Known} it has, {use.Contradicting} it contradicts, {use.HeldOut} held out, {use.OverShare} over the share");
        }
    }
}
