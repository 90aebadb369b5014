using System.CommandLine;

namespace FunctionsMaaS.Bench.Scaling;

/// <summary><c>scaling</c>: computes what rates of requests need and cost from the committed results, and writes the tables of <c>docs/scaling.md</c>.</summary>
internal static class ScalingCommand
{
    public static Command Create()
    {
        var results = new Option<string>("--results") { Description = "The folder of the benchmarks' results.", DefaultValueFactory = _ => "bench/results" };
        var azure = new Option<string>("--azure") { Description = "Prices and limits.", DefaultValueFactory = _ => "bench/scaling/azure.json" };
        var output = new Option<string>("--out") { Description = "The document whose tables are renewed.", DefaultValueFactory = _ => "docs/scaling.md" };
        var command = new Command("scaling", "Computes what 10, 1,000 and 100,000 requests a second need and cost from the results of the other campaigns.") { results, azure, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var inputs = ScalingInputs.Read(parsed.GetRequiredValue(azure), parsed.GetRequiredValue(results));
            Console.WriteLine(ScalingReport.Write(inputs));
            var path = parsed.GetRequiredValue(output);
            await File.WriteAllTextAsync(path, ScalingReport.Renew(await File.ReadAllTextAsync(path, cancellationToken), inputs), cancellationToken);
            foreach (var (name, where) in inputs.Missing)
                await Console.Error.WriteLineAsync($"Missing: {name} of {where}");
        });
        return command;
    }
}
