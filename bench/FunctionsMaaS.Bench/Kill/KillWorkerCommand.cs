using System.CommandLine;

namespace FunctionsMaaS.Bench.Kill;

/// <summary><c>kill-worker</c>: one process of the campaign <c>kill</c>, which starts and kills it.</summary>
internal static class KillWorkerCommand
{
    public const string Name = "kill-worker";

    public static Command Create()
    {
        var place = new Option<string>("--place") { Required = true };
        var number = new Option<int>("--number") { Required = true };
        var seed = new Option<int>("--seed") { Required = true };
        var command = new Command(Name, "Runs one process of the campaign 'kill'.") { place, number, seed };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var worker = new KillWorker(parsed.GetRequiredValue(place), parsed.GetValue(number), parsed.GetValue(seed));
            await worker.RunAsync(cancellationToken);
        });
        return command;
    }
}
