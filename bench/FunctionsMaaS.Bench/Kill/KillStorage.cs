using FunctionsMaaS.Data;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsMaaS.Bench.Kill;

/// <summary>The product over one storage, with models that are trained at once.</summary>
internal static class KillStorage
{
    /// <summary>Puts the stages together.</summary>
    /// <param name="place">A folder, or the URI of a Blob service.</param>
    /// <param name="model">The model that is retrained.</param>
    /// <param name="source">What it learns from; <see langword="null"/> if it is not retrained here.</param>
    public static ServiceProvider Open(string place, string model, IDatasetSource? source = null)
    {
        var isUri = place.Contains("://", StringComparison.Ordinal);
        var settings = new Dictionary<string, string?>
        {
            [isUri ? "Maas:Registry:BlobServiceUri" : "Maas:Registry:Path"] = place,
            ["Maas:Model"] = model,
            ["Maas:Retraining:Recipe"] = "stub",
        };
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddFunctionsMaaS().UseBlobRegistry();
        services.AddSingleton<IModelFormat, StubFormat>().AddSingleton<IRecipe>(new StubRecipe());
        if (source is not null)
            services.Replace(ServiceDescriptor.Singleton(source));
        return services.BuildServiceProvider();
    }
}

/// <summary>A dataset that has one example more each time, so that there is always something to train.</summary>
internal sealed class GrowingSource(int start) : IDatasetSource
{
    private int _reads = start;

    public string Description => "a dataset that grows";

    public Task<DatasetParts> ReadAsync(CancellationToken cancellationToken)
    {
        var count = Interlocked.Increment(ref _reads);
        return Task.FromResult(new DatasetParts(Part("train", 20 + count), Part("test", 10)));
    }

    private static Dataset Part(string name, int count) =>
        new(name, [.. Enumerable.Range(0, count).Select(i => new LabeledText { Label = i % 2 == 0 ? "a" : "b", Text = $"{name} {i}" })]);
}
