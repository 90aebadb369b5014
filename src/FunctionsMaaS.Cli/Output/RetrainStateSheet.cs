using FunctionsMaaS.Http.Retraining;
using FunctionsMaaS.Retraining.Status;

namespace FunctionsMaaS.Cli.Output;

/// <summary>How retraining stands, as a table.</summary>
internal sealed class RetrainStateSheet(Shell shell)
{
    public void Write(RetrainStateAnswer answer)
    {
        var sheet = new Sheet(shell, "", "");
        sheet.Add(answer.Model, answer.State);
        if (answer.Current is { } current)
        {
            sheet.Add("started", StartOf(current));
            sheet.Add("step", $"{current.Step ?? "begins"} ({Amounts.Share(current.Progress)})");
            sheet.Add("heard of", Amounts.Time(current.Heartbeat));
        }
        if (answer.Last is { } last)
        {
            sheet.Add("last started", StartOf(last));
            sheet.Add("last outcome", last.Ended is { } ended ? $"{last.Outcome}, {Amounts.Time(ended)}" : last.Outcome ?? "");
            sheet.Add("reason", last.Reason ?? "");
        }
        sheet.Write();
    }

    private static string StartOf(RetrainingRun run) => $"{Amounts.Time(run.Started)} by {run.StartedBy}";
}
