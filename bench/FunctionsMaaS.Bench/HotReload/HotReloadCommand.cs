using System.CommandLine;

namespace FunctionsMaaS.Bench.HotReload;

/// <summary><c>hot-reload</c>: swaps models under concurrent HTTP clients, and counts what goes wrong.</summary>
internal static class HotReloadCommand
{
    public static Command Create()
    {
        var swaps = new Option<int>("--swaps") { Description = "How many times the champion is moved.", DefaultValueFactory = _ => 100 };
        var clients = new Option<int>("--clients") { Description = "How many clients ask at the same time.", DefaultValueFactory = _ => 8 };
        var requests = new Option<int>("--requests") { Description = "How many requests they send in all.", DefaultValueFactory = _ => 100_000 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write the result as Markdown." };
        var command = new Command("hot-reload", "Swaps the champion under concurrent clients: none may fail, none may be answered by a version other than the one it names.")
        {
            swaps, clients, requests, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await HotReloadCampaign.RunAsync(parsed.GetValue(swaps), parsed.GetValue(clients), parsed.GetValue(requests), cancellationToken);
            var text = result.ToMarkdown();
            Console.WriteLine(text);
            if (parsed.GetValue(output) is { } file)
                await File.WriteAllTextAsync(file.FullName, text, cancellationToken);
            return result.Passed ? 0 : 1;
        });
        return command;
    }
}
