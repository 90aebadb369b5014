using System.CommandLine;

namespace FunctionsMaaS.Bench.Outage;

/// <summary><c>outage</c>: cuts the way to the storage under load, and counts what fails.</summary>
internal static class OutageCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long the storage is out of reach, each way.", DefaultValueFactory = _ => 60 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write the result as Markdown." };
        var command = new Command("outage", "Cuts the way to the storage under load: no classification may fail, readiness says degraded, and all is well again without a restart.") { seconds, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var machine = Machine.Look(TimeProvider.System);
            var length = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            OutageResult[] results =
            [
                await OutageCampaign.RunAsync(silent: false, length, cancellationToken),
                await OutageCampaign.RunAsync(silent: true, length, cancellationToken),
            ];
            var text = OutageResult.Markdown(results, machine.Again());
            Console.WriteLine(text);
            if (parsed.GetValue(output) is { } file)
                await ResultFile.WriteAsync(file.FullName, text, cancellationToken);
            return results.All(r => r.Passed) ? 0 : 1;
        });
        return command;
    }
}
