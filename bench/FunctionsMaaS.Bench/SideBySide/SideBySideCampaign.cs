using System.Text.Json;
using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;

namespace FunctionsMaaS.Bench.SideBySide;

/// <summary>Runs every contender on the same files, round by round, each step in a process of its own.</summary>
internal sealed class SideBySideCampaign
{
    /// <summary>Models are fitted as <c>maas train</c> does it, see FunctionsMaaS.Cli.csproj. Python takes no notice.</summary>
    private static readonly Dictionary<string, string> AsCommandLine = new() { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0" };

    private static readonly Dictionary<string, string> AsServer = [];

    /// <summary>Decides the order in which all contenders read the training texts: sorted by label, some would learn worse.</summary>
    private const int ShuffleSeed = 1;

    private const double HeldOut = 0.25;

    private readonly Dataset _test;
    private readonly string _folder;
    private readonly int _singles;

    private SideBySideCampaign(Dataset test, string folder, int singles) => (_test, _folder, _singles) = (test, folder, singles);

    public static async Task<SideBySideResult> RunAsync(
        string data, string? test, int rounds, int singles, IReadOnlyList<Contender> contenders, CancellationToken cancellationToken)
    {
        await Peers.EnsureInstalledAsync(cancellationToken);
        var machine = Machine.Look(TimeProvider.System);
        var (parts, split) = await ReadAsync(data, test, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("maas-side-by-side").FullName;
        try
        {
            var train = parts.Train.Examples.ToArray();
            new Random(ShuffleSeed).Shuffle(train);
            await IndexedTexts.WriteAsync(train, Path.Combine(folder, "train"), cancellationToken);
            await IndexedTexts.WriteAsync(parts.Test!.Examples, Path.Combine(folder, "test"), cancellationToken);
            var campaign = new SideBySideCampaign(parts.Test, folder, singles);
            var results = await campaign.RunAsync(rounds, contenders, cancellationToken);
            return new(Path.GetFileName(data), split, train.Length, parts.Test.Examples.Count, parts.Train.Labels.Count, singles, machine.Again(), results);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Both parts: as they are given, or with the newest quarter of the articles held out.</summary>
    private static async Task<(DatasetParts Parts, string Split)> ReadAsync(string data, string? test, CancellationToken cancellationToken)
    {
        var parts = await new FileDatasetSource(data).ReadAsync(cancellationToken);
        if (test is not null)
        {
            var other = await new FileDatasetSource(test).ReadAsync(cancellationToken);
            return (new(parts.Train, other.Test ?? other.Train), $"trained on {Path.GetFileName(data)}, tested on {Path.GetFileName(test)}");
        }
        return parts.Test is null
            ? (DatasetSplitter.ByNumber(parts.Train, HeldOut), "the newest quarter of each label held out, by article number")
            : (parts, "trained on its train part, tested on its test part");
    }

    /// <summary>In each round every contender once, beginning with another one each time: a noisy minute hits all alike.</summary>
    private async Task<ContenderResult[]> RunAsync(int rounds, IReadOnlyList<Contender> contenders, CancellationToken cancellationToken)
    {
        var results = contenders.ToDictionary(c => c, _ => new List<RoundResult>());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var contender = contenders[((round * (1 + (contenders.Count / rounds))) + i) % contenders.Count];
                await Console.Error.WriteLineAsync($"round {round + 1} of {rounds}: {contender.Name} ...");
                results[contender].Add(await RunAsync(contender, cancellationToken));
            }
        }
        return [.. contenders.Select(c => new ContenderResult(c.Name, c.What, c.IsOurs, results[c]))];
    }

    private async Task<RoundResult> RunAsync(Contender contender, CancellationToken cancellationToken)
    {
        var (model, result, predictions) = (Path.Combine(_folder, "model"), Path.Combine(_folder, "result.json"), Path.Combine(_folder, "predictions.json"));
        await ChildProcess.RunAsync(contender.Program,
            [.. contender.Arguments, "fit", "--index", Path.Combine(_folder, "train.jsonl"), "--model", model, "--result", result], AsCommandLine, cancellationToken);
        var fit = JsonSerializer.Deserialize(await File.ReadAllTextAsync(result, cancellationToken), BenchJson.Default.FitResult)!;
        await ChildProcess.RunAsync(contender.Program,
            [.. contender.Arguments, "serve", "--index", Path.Combine(_folder, "test.jsonl"), "--model", model, "--result", result, "--predictions", predictions, "--texts", $"{_singles}"],
            AsServer, cancellationToken);
        var serve = JsonSerializer.Deserialize(await File.ReadAllTextAsync(result, cancellationToken), BenchJson.Default.ServeResult)!;
        var predicted = JsonSerializer.Deserialize(await File.ReadAllTextAsync(predictions, cancellationToken), BenchJson.Default.StringArray)!;
        var report = Judge(predicted);
        return new(fit, serve, report.Accuracy, report.MacroF1);
    }

    /// <summary>Judges all contenders by the same code; a label that does not exist counts as wrong.</summary>
    private EvaluationReport Judge(string[] predicted)
    {
        if (predicted.Length != _test.Examples.Count)
            throw new InvalidOperationException($"{predicted.Length} predictions were made for {_test.Examples.Count} texts.");
        string[] labels = [.. _test.Labels.Union(predicted, StringComparer.Ordinal)];
        var indexes = labels.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        return ClassificationMetrics.Compute(labels, [.. predicted.Select((label, i) => new PredictionOutcome(indexes[_test.Examples[i].Label], indexes[label], 0.5f, 0.5f))]);
    }
}
