using System.CommandLine;
using FunctionsMaaS.Http.Access;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing.Http.Contract;
using FunctionsMaaS.Testing.Http.Fuzz;
using FunctionsMaaS.Testing.Models;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Fuzz;

/// <summary><c>fuzz</c>: generated requests over all routes of the server on loopback, each answer held to the OpenAPI document.</summary>
internal static class FuzzCommand
{
    private const string Model = "newsgroups";
    private const string FunctionKey = "function-key-of-this-fuzz";
    private const string AdminKey = "admin-key-of-this-fuzz";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var requests = new Option<long>("--requests") { Description = "How many requests.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed and workers generate the same requests.", DefaultValueFactory = _ => 1 };
        var workers = new Option<int>("--workers") { Description = "How many send at the same time.", DefaultValueFactory = _ => 8 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write the result as Markdown; JSON goes beside it. Also written when it is stopped before its end." };
        var command = new Command("fuzz", "Sends generated requests to every route: no 5xx but a documented 503, no hang, no answer that breaks its schema.") { requests, seed, workers, output };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new(parsed.GetValue(requests), parsed.GetValue(seed), parsed.GetValue(workers), Timeout, RawTargets: true), parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FuzzOptions options, FileInfo? output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("maas-fuzz");
        try
        {
            var result = await RunAsync(folder.FullName, options, cancellationToken);
            var text = FuzzReport.Markdown(result);
            Console.WriteLine(text);
            if (output is not null)
            {
                await File.WriteAllTextAsync(output.FullName, text, CancellationToken.None);
                await File.WriteAllTextAsync(Path.ChangeExtension(output.FullName, ".json"), FuzzReport.Json(result), CancellationToken.None);
            }
            return result.Passed ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FuzzResult> RunAsync(string folder, FuzzOptions options, CancellationToken cancellationToken)
    {
        var dataset = Path.Combine(folder, "posts.jsonl");
        await TrainedModels.WriteDatasetAsync(dataset, cancellationToken);
        await using var server = await LoopbackServer.StartAsync(Path.Combine(folder, "registry"), Model, cancellationToken, new Dictionary<string, string?>
        {
            ["Maas:Dataset"] = dataset,
            [$"{KeysOptions.Section}:Function"] = FunctionKey,
            [$"{KeysOptions.Section}:Admin"] = AdminKey,
        });
        await server.Services.GetRequiredService<ModelRegistry>().PublishTrainedAsync(Model, "nb-sdca", cancellationToken);
        var contract = ApiContract.Parse(await server.Client.GetByteArrayAsync("/api/openapi.json", cancellationToken));
        var campaign = new FuzzCampaign(server.Client, contract, FuzzRequests.Of(contract, FunctionKey, AdminKey), options);
        var running = campaign.RunAsync(cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(Pause, TimeProvider.System, CancellationToken.None)) != running)
            Console.Error.WriteLine(FuzzReport.Progress(campaign.Seen));
        return await running;
    }
}
