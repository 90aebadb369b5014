using FunctionsMaaS.Bench.SideBySide;
using FunctionsMaaS.Data;
using FunctionsMaaS.Registry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Bench.Http;

/// <summary>The models of all contenders, trained on the same texts, in a folder.</summary>
internal sealed class ServedModels(string folder)
{
    /// <summary>As in <c>side-by-side</c>: sorted by label, some would learn worse.</summary>
    private const int ShuffleSeed = 1;

    public string Registry => Path.Combine(folder, "registry");

    public string NaiveBayes => Path.Combine(folder, "nb.pickle");

    public string SupportVectors => Path.Combine(folder, "svc.pickle");

    /// <summary>Trains and publishes all.</summary>
    public async Task TrainAsync(Dataset train, CancellationToken cancellationToken)
    {
        await PublishOursAsync(train, cancellationToken);
        var shuffled = train.Examples.ToArray();
        new Random(ShuffleSeed).Shuffle(shuffled);
        var index = await IndexedTexts.WriteAsync(shuffled, Path.Combine(folder, "train"), cancellationToken);
        await FitAsync("count_nb.py", index, NaiveBayes, cancellationToken);
        await FitAsync("tfidf_svc.py", index, SupportVectors, cancellationToken);
        Directory.Delete(Path.Combine(folder, "train"), recursive: true);
    }

    /// <summary>A registry on the folder, as the server opens it.</summary>
    public ServiceProvider OpenRegistry() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Maas:Registry:Path"] = Registry }).Build())
        .AddRegistry()
        .BuildServiceProvider();

    private async Task PublishOursAsync(Dataset train, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"training {Contender.Ours} ...");
        await using var services = OpenRegistry();
        var registry = services.GetRequiredService<ModelRegistry>();
        var published = await registry.PublishAsync(WebContender.Model, BenchModels.Train(Contender.Ours, train), cancellationToken);
        await registry.MoveAliasAsync(WebContender.Model, ModelReference.Champion, published.Version!.Value, expectedETag: null, cancellationToken);
    }

    private async Task FitAsync(string script, string index, string model, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"training {script} ...");
        await ChildProcess.RunAsync(Contender.Python,
            [Path.Combine(AppContext.BaseDirectory, "peers", script), "fit", "--index", index, "--model", model, "--result", Path.Combine(folder, "fit.json")],
            cancellationToken);
    }
}
