using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation;
using FunctionsMaaS.Packaging;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Testing;
using FunctionsMaaS.Training;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsMaaS.Page.Tests;

/// <summary>
/// The models that the page shows: <c>newsgroups</c>, twice trained on the bundled texts, and <c>intents</c> with 77 labels in several
/// scripts. All are measured on texts they have not learned from.
/// </summary>
internal sealed class PublishedModels(ModelRegistry registry) : IAsyncDisposable
{
    public const string News = "newsgroups";
    public const string Intents = "intents";
    public const int ManyLabels = 77;

    private static readonly string[] Scripts = ["balance", "Überweisung", "баланс", "残高", "יתרה", "رصيد", "잔액"];

    private readonly ServiceProvider _services = new ServiceCollection().AddTraining().BuildServiceProvider();

    public async Task PublishAsync()
    {
        var news = await new FileDatasetSource(Repository.PathOf("data", "newsgroups")).ReadAsync(CancellationToken.None);
        await PublishAsync(News, news, MessageParts.None, ModelReference.Champion);
        await PublishAsync(News, news, MessageParts.Headers, "challenger");
        await PublishAsync(Intents, ManyIntents(), MessageParts.None, ModelReference.Champion);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task PublishAsync(string name, DatasetParts parts, MessageParts strip, string alias)
    {
        var formats = _services.GetServices<IModelFormat>().ToList();
        var trained = _services.GetRequiredService<RecipeCatalog>().Get("complement-nb").Train(parts.Train, new() { Strip = strip }, progress: null, CancellationToken.None);
        var package = ModelPackages.Create(trained, formats, metrics: null, TimeProvider.System);
        using var model = package.Open(formats);
        var report = Evaluator.Evaluate(model, parts.Test!, progress: null, CancellationToken.None).Report;
        var version = (await registry.PublishAsync(name, package.With(report), CancellationToken.None)).Version!.Value;
        await registry.MoveAliasAsync(name, alias, version, expectedETag: null, CancellationToken.None);
    }

    /// <summary>Every label has a word of its own; some held-out texts have their neighbour's instead, so that they are mixed up.</summary>
    private static DatasetParts ManyIntents()
    {
        static string Label(int i) => $"{Scripts[i % Scripts.Length]}.{i:00}";
        var texts = Enumerable.Range(0, ManyLabels).SelectMany(i => Enumerable.Range(0, 6).Select(k => new LabeledText
        {
            Label = Label(i),
            Text = $"{Scripts[i % Scripts.Length]} word{(k % 3 == 2 && i % 4 == 0 ? (i + 1) % ManyLabels : i)} text{k}",
        })).ToList();
        return new(new("intents", [.. texts.Where((_, i) => i % 3 != 2)]), new("intents, held out", [.. texts.Where((_, i) => i % 3 == 2)]));
    }
}
