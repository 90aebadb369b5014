using System.CommandLine;
using System.Globalization;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Rollouts;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas canary status</c> and <c>maas shadow status</c>: how the last rollout of a model stands.</summary>
internal sealed class RolloutStatusVerb : Verb
{
    private readonly Argument<string> _name = SharedOptions.ModelName();

    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public RolloutStatusVerb(Shell shell, string parent) : base(shell, "status", "Shows the last one, and what it did on all instances")
    {
        Add(_name);
        Add(_json);
        Add(_registry);
        Examples = [$"maas {parent} status newsgroups"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var (answer, _) = await services.Rollouts.ReadAsync(parsed.GetRequiredValue(_name), cancellationToken);
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, answer, CliJson.Relaxed.RolloutAnswer);
        else
            Write(answer);
        return ExitCode.Done;
    }

    private void Write(RolloutAnswer answer)
    {
        var sheet = new Sheet(Shell, "", "");
        sheet.Add("model", answer.Model);
        sheet.Add("champion", Text(answer.Champion));
        sheet.Add("state", answer.State);
        if (answer is { Arms: { } arms, Mode: { } mode })
        {
            sheet.Add(mode, string.Create(CultureInfo.InvariantCulture, $"version {answer.Version}, {answer.Percent} % of the requests"));
            sheet.Add("started", Amounts.Time(answer.Started!.Value));
            Add(sheet, "champion", arms.Champion);
            Add(sheet, "candidate", arms.Candidate);
        }

        if (answer.Comparison is { } comparison)
        {
            sheet.Add("compared", Amounts.Of((int)Math.Min(comparison.Texts, int.MaxValue), "text"));
            sheet.Add("disagree", $"{Text(comparison.Disagreements)} ({Text(comparison.Rate, "P2")})");
            sheet.Add("difference", Text(comparison.MeanAbsoluteDifference, "0.0000"));
            sheet.Add("dropped", Text(comparison.Dropped));
        }

        sheet.Write();
    }

    private static void Add(Sheet sheet, string arm, ArmAnswer usage) =>
        sheet.Add($"{arm} answered", $"{Text(usage.Requests)} requests, {Text(usage.Errors)} failed, {Text(usage.Milliseconds?.P50, "0.###")} ms (median)");

    private static string Text(IFormattable? value, string? format = null) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
