using System.CommandLine;

namespace FunctionsMaaS.Bench.Kill;

/// <summary><c>kill</c>: kills processes at random moments of their work on a folder registry and on Azurite, and checks what they leave.</summary>
internal static class KillCommand
{
    public static Command Create()
    {
        var kills = new Option<int>("--kills") { Description = "How many processes to kill on each storage.", DefaultValueFactory = _ => 500 };
        var seed = new Option<int>("--seed") { Description = "Decides what the processes do and how long they live.", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write the result as Markdown." };
        var command = new Command("kill", "Kills processes in the middle of publishing, promoting, retraining, feedback and deleting: nothing that was answered may be lost.") { kills, seed, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var machine = Machine.Look(TimeProvider.System);
            KillResult[] results =
            [
                await KillCampaign.OnFolderAsync(parsed.GetValue(kills), parsed.GetValue(seed), cancellationToken),
                await KillCampaign.OnAzuriteAsync(parsed.GetValue(kills), parsed.GetValue(seed), cancellationToken),
            ];
            var text = KillReport.Markdown(results, machine.Again());
            Console.WriteLine(text);
            if (parsed.GetValue(output) is { } file)
                await ResultFile.WriteAsync(file.FullName, text, cancellationToken);
            return results.All(r => r.Violations.Count == 0) ? 0 : 1;
        });
        return command;
    }
}
