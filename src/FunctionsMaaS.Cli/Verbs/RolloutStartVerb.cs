using System.CommandLine;
using System.Globalization;
using FunctionsMaaS.Cli.Models;
using FunctionsMaaS.Http.Rollouts;
using FunctionsMaaS.Registry;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas canary start</c> and <c>maas shadow start</c>.</summary>
internal sealed class RolloutStartVerb : Verb
{
    private readonly RolloutMode _mode;

    private readonly Argument<ModelReference> _candidate = new("NAME[@ALIAS|:VERSION]")
    {
        Description = $"The version to try; NAME alone is NAME@{StartRolloutRequest.DefaultAlias}",
        CustomParser = result => SharedOptions.Parse(result, ParseCandidate),
    };

    private readonly Option<double> _percent = new("--percent")
    {
        HelpName = "P",
        Required = true,
        Description = "Its share of the requests that ask for the champion, above 0, to 100",
        CustomParser = result => SharedOptions.Parse(result, ParsePercent),
    };

    private readonly Option<string> _reason = SharedOptions.Reason();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RolloutStartVerb(Shell shell, RolloutMode mode, string parent) : base(shell, "start", "Starts it, or changes what runs for the same version")
    {
        _mode = mode;
        Add(_candidate);
        Add(_percent);
        Add(_reason);
        Add(_registry);
        Examples = [$"maas {parent} start newsgroups --percent 5", $"maas {parent} start newsgroups:4 --percent 20 --reason 'as good for a day'"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var candidate = parsed.GetRequiredValue(_candidate);
        var plan = new RolloutPlan(_mode, parsed.GetRequiredValue(_percent), candidate.Alias, candidate.Version);
        var rollout = await services.Registry.StartRolloutAsync(candidate.Name, plan, AliasMove.Note(parsed.GetValue(_reason)), cancellationToken);
        var does = _mode == RolloutMode.Canary ? "answers" : "is compared on";
        await Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{candidate.Name}:{rollout.Version} {does} {rollout.Percent} % of the requests for {candidate.Name}@{ModelReference.Champion}"));
        return ExitCode.Done;
    }

    private static ModelReference ParseCandidate(string text) =>
        text.AsSpan().ContainsAny('@', ':') ? ModelReference.Parse(text) : ModelReference.ToAlias(text, StartRolloutRequest.DefaultAlias);

    private static double ParsePercent(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && RolloutPlan.IsPercent(percent)
            ? percent
            : throw new ArgumentException($"'{Printable.Quote(text)}' is not allowed: --percent takes a number above 0, to 100.");
}
