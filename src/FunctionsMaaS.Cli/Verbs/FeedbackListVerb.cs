using System.CommandLine;
using FunctionsMaaS.Cli.Output;
using FunctionsMaaS.Http.Feedback;

namespace FunctionsMaaS.Cli.Verbs;

/// <summary><c>maas feedback list</c>: who sent which corrections.</summary>
internal sealed class FeedbackListVerb : Verb
{
    private readonly Argument<string> _name = SharedOptions.ModelName();
    private readonly FeedbackFilterOptions _filter = new();
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly Option<string> _registry = SharedOptions.Registry();

    public FeedbackListVerb(Shell shell) : base(shell, "list", "Counts corrections by key and label")
    {
        Add(_name);
        _filter.AddTo(this);
        Add(_json);
        Add(_registry);
        Examples = ["maas feedback list tickets", "maas feedback list tickets --key shop --from 2026-01-31"];
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = MaasServices.Create(Shell, MaasServices.RegistryAt(parsed.GetValue(_registry)));
        var name = parsed.GetRequiredValue(_name);
        var review = services.FeedbackReview;
        var sent = await review.SummarizeAsync(name, _filter.Of(parsed), cancellationToken);
        var answer = FeedbackSummaryAnswer.Of(name, sent, await review.KnownLabelsAsync(name, cancellationToken));
        if (parsed.GetValue(_json))
            await CliJson.WriteAsync(Shell, answer, CliJson.Relaxed.FeedbackSummaryAnswer);
        else
            Write(answer);
        return ExitCode.Done;
    }

    private void Write(FeedbackSummaryAnswer answer)
    {
        if (answer.Examples == 0)
        {
            Shell.Error.WriteLine($"There is no such feedback for {answer.Model}.");
            return;
        }
        var sheet = new Sheet(Shell, "key", "label", ">examples", "first", "last");
        foreach (var key in answer.Contributors)
        {
            foreach (var label in key.Labels)
                sheet.Add(key.Key, label.Known == false ? $"{label.Label} (unknown)" : label.Label, Amounts.Count(label.Examples), Amounts.Time(key.First), Amounts.Time(key.Last));
        }
        sheet.Write();
    }
}
