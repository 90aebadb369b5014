using FunctionsMaaS.Data;
using FunctionsMaaS.Evaluation.Gate;
using FunctionsMaaS.Registry;
using FunctionsMaaS.Retraining;
using FunctionsMaaS.Retraining.Status;
using FunctionsMaaS.Testing.Models;
using FunctionsMaaS.Training;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Testing.Retraining;

/// <summary>A retrainer over a registry in memory, a dataset that can be changed and a recipe that does as it is told.</summary>
public sealed class RetrainerFixture : IDatasetSource
{
    public RetrainerFixture(IObjectStore? store = null)
    {
        store ??= new MemoryObjectStore();
        Registry = new(store, Time);
        Feedback = new(store, Time);
        Datasets = new(store, Time);
        Journal = new(store, Time, NullLogger<RetrainingJournal>.Instance);
        Reproducer = new(Registry, Datasets, new RecipeCatalog([Recipe]), [new StubFormat()], Time);
        Retrainer = new(
            Registry,
            Feedback,
            Datasets,
            Journal,
            this,
            new RecipeCatalog([Recipe]),
            [new StubFormat()],
            Options.Create(new MaasOptions { Model = "m" }),
            Options.Create(RetrainingOptions),
            Options.Create(GateOptions),
            TimeProvider.System,
            NullLogger<Retrainer>.Instance);
        Test = Make("test", ("a", 6), ("b", 4));
    }

    public RetrainingOptions RetrainingOptions { get; } = new() { Recipe = "stub" };

    public GateOptions GateOptions { get; } = new();

    public StubRecipe Recipe { get; } = new();

    public ModelRegistry Registry { get; }

    public FeedbackStore Feedback { get; }

    public DatasetStore Datasets { get; }

    public Reproducer Reproducer { get; }

    public RetrainingJournal Journal { get; }

    /// <summary>The time, for all but the training itself.</summary>
    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public Retrainer Retrainer { get; }

    public Dataset Train { get; set; } = Make("train", ("a", 10), ("b", 10));

    public Dataset? Test { get; set; }

    public string Description => "the fixture";

    public Task<DatasetParts> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new DatasetParts(Train, Test));

    public Task<RetrainingOutcome> RunAsync(CancellationToken? cancellationToken = null) =>
        Retrainer.RunAsync("test", progress: null, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Makes the training data new, so that there is something to do.</summary>
    public void AddExample() => Train = new("train", [.. Train.Examples, new() { Label = "a", Text = $"one more: {Train.Examples.Count}" }]);

    public async Task<int?> AliasAsync(string alias) => (await Registry.FindAliasAsync("m", alias, TestContext.Current.CancellationToken))?.Version;

    public static Dataset Make(string name, params (string Label, int Count)[] labels) =>
        new(name, [.. labels.SelectMany(l => Enumerable.Range(1, l.Count).Select(i => new LabeledText { Label = l.Label, Text = $"{name} {l.Label} {i}" }))]);
}
